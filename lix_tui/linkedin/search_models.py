"""The model of every search that can be edited, and the way from any URL to it."""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.linkedin.editing import EditableSearch
from lix_tui.linkedin.flagship import CompaniesSearch, JobsSearch, PeopleSearch, PostsSearch
from lix_tui.linkedin.recognise import recognise
from lix_tui.linkedin.sales import AccountSearch, LeadSearch

SEARCH_MODELS: Mapping[str, type[EditableSearch]] = {
    model.KIND: model
    for model in (
        LeadSearch,
        AccountSearch,
        PeopleSearch,
        JobsSearch,
        PostsSearch,
        CompaniesSearch,
    )
}
"""``Target.kind`` of a search -> its model. Recruiter is missing: its URLs hold handles only."""


def new_search(kind: str) -> EditableSearch:
    """Return a search of a kind (see :data:`SEARCH_MODELS`) that asks for nothing yet."""
    return SEARCH_MODELS[kind].new()


def read_search(url: str) -> EditableSearch:
    """Return the search a URL asks for, of whatever kind.

    Raises:
        ValueError: the URL is no search, cannot be read, or is Recruiter's; the message is a
            sentence for people.

    """
    target = recognise(url)
    model = SEARCH_MODELS.get(target.kind)
    if model is not None:
        return model.read(url)
    if target.kind == "recruiter":
        message = "LinkedIn keeps what a Recruiter search asks: change it there."
    else:
        message = target.problem or "This link is not a search: paste the link of one."
    raise ValueError(message)
