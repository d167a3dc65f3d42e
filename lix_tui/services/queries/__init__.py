"""Queries: from text, link or file to a request, and back to words."""
