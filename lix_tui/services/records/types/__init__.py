"""Declarations of record types, one module per type."""
