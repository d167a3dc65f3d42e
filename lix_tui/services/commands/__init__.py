"""Commands: their declarations, key maps, presses and the tour."""
