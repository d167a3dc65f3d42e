"""Handlers of the endpoints."""
