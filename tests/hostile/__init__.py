"""Hostile text in every field reaches the terminal, the files and the pipes as text only."""
