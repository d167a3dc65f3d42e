"""Search pages of Sales Navigator, read by the query in their URL."""

from __future__ import annotations

from lix_tui.linkedin.address import ORIGIN, Address, path_segments
from lix_tui.linkedin.filters import Filter, read_filter
from lix_tui.linkedin.page_parts import (
    SALES_PAGES,
    number_parameter,
    other_parameters,
    text_parameter,
)
from lix_tui.linkedin.percent import decode
from lix_tui.linkedin.restli import address_bar, is_address_bar, parse, write
from lix_tui.linkedin.restli_nodes import Array, Document, RestliError
from lix_tui.linkedin.sales_checks import check_filters
from lix_tui.linkedin.target import Target, quotable

_TWIN_PAGE = 25
"""Results on a Sales Navigator page (Lix docs, Sales Navigator search)."""
_TWIN_PARAMETERS = ("q", "count", "start", "decorationId", "trackingParam")


def sales_at(kind: str, address: Address, path: str, shift: int = 0) -> Target:
    """Return the lead or account search of a URL; see `search_pages.search_at`."""
    twin = path_segments(path)[0].lower() == "sales-api"
    start, page = number_parameter(address, "start"), number_parameter(address, "page")
    raw = address.value("query")
    document: Document | None = None
    problem = None
    if raw:
        try:
            read = parse(raw)
            check_filters(read, raw)
            document = read
        except RestliError as error:
            problem = _explain(error, raw, address.position_of("query") + shift)
    if problem is None and len(set(address.values("query"))) > 1:
        problem = (
            "This Sales Navigator link has two queries, but only one can be sent: copy the link "
            "from the address bar again."
        )
    if twin and start is not None and page is None:
        page, start = start // _TWIN_PAGE + 1, None
    keywords = document.root.text("keywords") if document else None
    told = ("query", "keywords", *(_TWIN_PARAMETERS if twin else ()))
    return Target(
        kind,
        keywords=keywords or text_parameter(address, "keywords"),
        filters=read_filters(document) if document else (),
        params=other_parameters(kind, address, told),
        page=page,
        start=start,
        url=_sales_url(kind, address, document, page, twin=twin),
        problem=problem,
    )


def read_filters(document: Document) -> tuple[Filter, ...]:
    """Return the filters of a query, without nodes that have no type."""
    node = document.root.get("filters")
    items = node.items if isinstance(node, Array) else ()
    return tuple(item for item in map(read_filter, items) if item is not None)


def _sales_url(
    kind: str, address: Address, document: Document | None, page: int | None, *, twin: bool
) -> str:
    """Return the page's URL with its query as LinkedIn spells it; a twin becomes that page.

    A query that came from an address bar stays byte for byte.
    """
    query = address.value("query")
    if document:
        query = write(document if is_address_bar(document) else address_bar(document))
    if not twin:
        return str(address if query is None else address.with_value("query", query))
    parts = {
        "page": None if page in (None, 1) else str(page),
        "query": query,
        "savedSearchId": address.value("savedSearchId"),
    }
    text = "&".join(f"{name}={value}" for name, value in parts.items() if value)
    return f"{ORIGIN}{SALES_PAGES[kind]}?{text}"


def _explain(error: RestliError, raw: str, start: int) -> str:
    """Return the sentence for a broken query that begins at offset ``start`` of the link."""
    place = start + error.position + 1
    before = decode(raw[: error.position])[-30:]
    after = f", after “{quotable(before)}”" if before else ""
    return (
        f"The query of this Sales Navigator link can't be read: {quotable(error.message, 160)} "
        f"(character {place} of the link{after}); copy the link from the address bar again."
    )
