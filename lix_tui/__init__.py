"""The terminal explorer for the Lix API."""

__version__ = "0.1.0"
