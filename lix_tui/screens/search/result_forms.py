"""Copy forms of the results of a search, and the results as received."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lix_tui.services.export.search_rows import ElementRows
from lix_tui.services.export.table_copy import table_forms
from lix_tui.services.raw_view import RawView
from lix_tui.services.records.code_snippets import request_forms
from lix_tui.services.records.copy_form import CopyForm

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.export.presets import Presets
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


def menu_forms(
    session: SearchSession,
    element: Element,
    marked: Sequence[Element],
    displayed: Sequence[Element],
    columns: Sequence[str],
    services: Services | None,
    presets: Presets,
) -> list[CopyForm]:
    """Return the forms of one element, of the marked or shown rows, and the request as code.

    ``columns`` are the ids of the columns on screen.
    """
    elements = list(marked or displayed)
    noun = "row" if len(elements) == 1 else "rows"
    words = f"{len(elements):,} {'marked' if marked else 'shown'} {noun}"
    forms = list(session.view.forms(element))
    all_links = session.view.link_forms(elements, words)
    forms = [*all_links, *forms] if marked else [*forms, *all_links]
    forms += table_forms(ElementRows(session.kind, elements), columns, words, presets)
    span = session.loaded.span_of(element)
    if span is not None and services is not None:
        forms += request_forms(services.request_of(session.request_for(span)))
    return forms


def raw_view(session: SearchSession | None, element: Element | None) -> RawView | None:
    """Return an element, or without one the last page, as received; None without either."""
    if session is None:
        return None
    if element is not None:
        title, about = session.view.name(element), f"an element of {session.query.title}"
        return _view(session, title, element.raw, element, about)
    if session.loaded.last_body is None:
        return None
    title = f"{session.kind.label} · the page as received"
    return _view(session, title, session.loaded.last_body, None, session.query.title)


def _view(
    session: SearchSession, title: str, value: object, element: Element | None, about: str
) -> RawView:
    span = session.loaded.span_of(element)
    if span is None:
        return RawView(title, value, session.kind.endpoint, about=about)
    request = session.request_for(span)
    return RawView(title, value, session.kind.endpoint, span.fetched_at, request, about)
