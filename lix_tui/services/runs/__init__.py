"""Runs: the rest of a search, or many lookups, with lower priority than the user's requests."""
