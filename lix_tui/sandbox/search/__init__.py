"""Results of LinkedIn searches in the invented world, and their order."""
