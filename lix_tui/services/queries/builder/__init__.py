"""Builds the query of every kind from chosen filter values."""
