"""Searches: sessions that load pages, their rows, and plans to load the rest."""
