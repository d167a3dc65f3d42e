"""Additions to a person's profile, which Lix answers with on an endpoint of their own."""

from __future__ import annotations

from lix_tui.api.models.base import Flag, LixModel


class ExtendedProfile(LixModel):
    """Additions to a profile. They don't say whose profile it is."""

    top_voice: Flag = None
    """True for a LinkedIn Top Voice; None if the answer doesn't say it."""
