"""The people behind a job posting."""

from __future__ import annotations

from typing import Annotated

from lix_tui.api.models.base import Items, LixModel
from lix_tui.api.models.person import Person


class Hirers(LixModel):
    """People who hire for a job: name, picture, headline and link. Many postings name nobody."""

    people: Annotated[tuple[Person, ...], Items] = ()
