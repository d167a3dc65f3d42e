"""Long runs: the rest of a search, or many lookups, behind the user's own requests."""
