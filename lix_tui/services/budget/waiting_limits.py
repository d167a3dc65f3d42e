"""How long the program waits for what was paid for."""

from __future__ import annotations

QUIT_PATIENCE = 60.0
"""Seconds that leaving waits for an answer on its way, so that what was paid for is kept."""
