"""Sentences about a search without rows."""

from __future__ import annotations

import pytest

from lix_tui.paging.states import Idle
from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.query import query_from_keywords
from lix_tui.services.search.progress_words import no_rows_words
from lix_tui.services.services import Services


@pytest.mark.parametrize("action", ["look up", "export", "filter", "show"])
async def test_the_sentence_fits_the_state_of_the_search(services: Services, action: str) -> None:
    assert no_rows_words(None, action).endswith("Run a search first.")
    query = query_from_keywords("people", "zzzzzz")
    session = await services.searches.open(KINDS["people"], query)
    assert isinstance(session.state.status, Idle)
    assert "load the first page" in no_rows_words(session, action)
    await session.load_next(place="test")
    words = no_rows_words(session, action)
    assert words == f"Nothing to {action}: this search found no records. Change the query."
