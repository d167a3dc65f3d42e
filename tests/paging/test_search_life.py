"""The six invariants of the paging machine, held through any life of a search.

A user who loads, cancels, refreshes and restarts, and a server that fails, defers, answers late
and answers badly. ``Ledger`` says what must be true; the names of the checks say which invariant.
"""

from __future__ import annotations

from hypothesis import settings

from tests.support.search_life import SearchLife

TestSearchLife = SearchLife.TestCase
TestSearchLife.settings = settings(max_examples=400, stateful_step_count=15, deadline=None)
