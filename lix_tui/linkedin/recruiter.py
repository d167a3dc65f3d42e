"""Recruiter searches. LinkedIn stores their criteria; the URL contains handles only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.search_pages import project_of

_SAVED = re.compile(r"urn:li:ts_cap_saved_search:([0-9]+)")


@dataclass(frozen=True, slots=True)
class RecruiterSearch:
    """Handles in a Recruiter search URL, which can be shown and paged but not edited.

    The names are those of real URLs collected by public clients. ``saved_search`` is the number
    of a saved search, ``project`` that of the hiring project the search belongs to, ``start`` the
    first result counted from 0 (25 a page).
    """

    url: str
    context_id: str | None = None
    history_id: str | None = None
    request_id: str | None = None
    saved_search: str | None = None
    project: str | None = None
    keywords: str | None = None
    start: int | None = None

    @classmethod
    def read(cls, url: str) -> RecruiterSearch:
        """Return the handles of a URL.

        Raises:
            ValueError: the URL isn't a Recruiter search; the message is a sentence.

        """
        target = recognise(url)
        if target.kind != "recruiter" or target.url is None:
            message = target.problem or "This isn't a Recruiter search: paste the link of one."
            raise ValueError(message)
        handles = {name: value for name, value in target.params.items() if isinstance(value, str)}
        saved = _SAVED.search(handles.get("savedSearch", ""))
        return cls(
            target.url,
            context_id=handles.get("searchContextId"),
            history_id=handles.get("searchHistoryId"),
            request_id=handles.get("searchRequestId"),
            saved_search=saved[1] if saved else None,
            project=project_of(target.url),
            keywords=target.keywords,
            start=target.start,
        )
