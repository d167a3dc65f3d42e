"""How a figure of a record went, from the answers about it that are kept; nothing is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lix_tui.api.decoding import decode
from lix_tui.api.errors import LixError
from lix_tui.services.records.record_type import Picture
from lix_tui.services.records.record_types import DETAILS

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.store.rows import StoredRecord
    from lix_tui.store.worker import AsyncStore

_MOST = 40
"""Answers that are looked at, the newest ones."""


async def course_of(store: AsyncStore, detail: Detail) -> list[Picture]:
    """The record's figure each time it was another one, oldest first; empty where it never changed.

    Raises StoreError.
    """
    kind = DETAILS[detail.endpoint]
    keys = kind.keys(*(link for link in kind.own_links(detail.record) if link))
    if kind.course is None or not keys:
        return []
    answers = await store.run(
        lambda opened: opened.library.answers_about(kind.endpoint, keys, kind.endpoint, _MOST)
    )
    return _drawn(detail.endpoint, answers)


def _drawn(endpoint: str, answers: list[StoredRecord]) -> list[Picture]:
    course = DETAILS[endpoint].course
    if course is None:
        return []
    bars: list[tuple[str, int | None]] = []
    for answer in reversed(answers):
        try:
            figure = course.figure(decode(endpoint, answer.body))  # type: ignore[arg-type]  # the endpoint's own kind of record
        except LixError:
            continue
        if figure is not None and (not bars or bars[-1][1] != figure):
            day = datetime.fromtimestamp(answer.fetched_at, UTC).astimezone()
            bars.append((f"{day:%d %b %Y}", figure))
    return [Picture(course.title, bars=tuple(bars))] if len(bars) > 1 else []
