"""Display of an answer without a screen, as in screens, the library and exports."""

from __future__ import annotations

import io
import json

from lix_tui.api.decoders import ACCOUNT_MODELS, decode
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import BadBody
from lix_tui.api.models.facets import FacetPage
from lix_tui.api.models.search import SearchPage
from lix_tui.services.export.columns import select
from lix_tui.services.export.exporter import text_writer
from lix_tui.services.export.search_rows import record_kind, row_of
from lix_tui.services.kinds import KINDS, SAVED_LISTS, Kind
from lix_tui.services.paged_lists import LISTS
from lix_tui.services.records.index_entries import page_listings
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.view_registry import view_of

BY_ENDPOINT: dict[str, Kind] = {
    kind.endpoint: kind for kind in (*KINDS.values(), *SAVED_LISTS.values(), *LISTS.values())
}
LINK = "https://www.linkedin.com/in/dana-example"
ASKED_AS = {"lookc_request": "person_by_email"}
"""Endpoint of a record whose answer comes from another endpoint."""


def derive_display(endpoint: str, body: bytes) -> None:
    """Decode an answer and derive everything that is displayed of it; ignore an unreadable one."""
    try:
        answer = decode(endpoint, body)
    except BadBody:
        return
    if isinstance(answer, SearchPage):
        _derive_page(BY_ENDPOINT[endpoint], answer)
    elif not isinstance(answer, (FacetPage, *ACCOUNT_MODELS)):
        kind = RECORD_TYPES[ASKED_AS.get(endpoint, endpoint)]
        kind.keys(LINK, *(link for link in kind.own_links(answer) if link))
        kind.listings(answer, LINK)
        _ = kind.title(answer), kind.subtitle(answer), kind.best_link(answer)
        _ = kind.sections(answer), kind.charts(answer), list(kind.related(answer, LINK))
        _ = kind.settled(answer), kind.poll(answer), kind.charged(answer)
        for form in kind.copy_forms(answer, json.loads(body)):
            _ = form.make() if form.make else form.text


def _derive_page(kind: Kind, page: SearchPage) -> None:
    view = view_of(kind.name)
    for element in page.elements:
        _ = view.name(element), view.cells(element), view.links(element)
        _ = view.summary(element), view.related(element)
        for form in view.forms(element):
            _ = form.make() if form.make else form.text
    if not ENDPOINTS[kind.endpoint].is_private:  # messages are neither listed nor exported
        page_listings(page)
        _export_page(kind, page)


def _export_page(kind: Kind, page: SearchPage) -> None:
    stream, exported = io.StringIO(), record_kind(kind)
    writer = text_writer(stream, "csv", select(None, (exported,)))
    for element in page.elements:
        writer.write(row_of(exported, element))
    writer.finish()
    stream.getvalue().encode()
