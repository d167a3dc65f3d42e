"""Record type of the organisations that have a website: none, one, or a choice of up to five."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.website_matches import WebsiteMatches, website_match_fields
from lix_tui.linkedin.websites import website_domain, website_keys
from lix_tui.safe_cells import Cell
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.record_type import Field, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine, facts, groups, lines
from lix_tui.services.records.types.organisation import ORGANISATION
from lix_tui.services.records.unplaced_fields import field_lines
from lix_tui.store.rows import Listing

NO_MATCH = "Lix doesn't know an organisation with this website."
_HEAD = frozenset({"name", "link", "sales_nav_link", "website"})
"""Fields of an organisation that are shown without their names."""


def count_words(matches: WebsiteMatches) -> str:
    """Return the number of organisations in words."""
    count = len(matches.organisations)
    if not count:
        return "no organisation with this website"
    return f"{count} {'organisation' if count == 1 else 'organisations'} with this website"


def _organisations(matches: WebsiteMatches) -> Iterable[SummaryLine]:
    if not matches.organisations:
        yield SummaryLine(NO_MATCH, "muted")
    yield from groups(tuple(_organisation(one)) for one in matches.organisations)


def _organisation(organisation: Organisation) -> Iterable[SummaryLine]:
    yield SummaryLine(organisation.name or "An organisation", "subtitle")
    yield from lines(
        organisation.link, organisation.sales_nav_link, organisation.website, role="link"
    )
    unknown = organisation.model_extra or {}
    others = organisation.model_dump(
        mode="json", by_alias=True, exclude_none=True, warnings=False, exclude={*_HEAD, *unknown}
    )
    yield from field_lines(others)


def _numbers(matches: WebsiteMatches) -> Iterable[SummaryLine]:
    paging = matches.paging
    return facts(("total", paging.total), ("sent", paging.count), ("start", paging.start))


def _copies(matches: WebsiteMatches) -> Iterable[tuple[str, str | None]]:
    for organisation in matches.organisations:
        yield f"link of {organisation.name or 'the organisation'}", organisation.best_link


def _related(matches: WebsiteMatches, _link: str | None) -> Iterator[Destination]:
    """Yield the page of each organisation, then the people and the jobs of a single one."""
    for organisation in matches.organisations:
        link = organisation.best_link
        yield from related_records.lookup("organisation", link, organisation.name)
    if len(matches.organisations) == 1:
        (organisation,) = matches.organisations
        known = [text for text in (*ORGANISATION.own_links(organisation),) if text]
        yield from related_records.people_at(organisation.name, known)
        yield from related_records.titles_at(organisation.name, known)
        yield from related_records.jobs_at(organisation.name, known)


def _entries(matches: WebsiteMatches, _link: str) -> Iterable[Listing | None]:
    for organisation in matches.organisations:
        own = next((link for link in ORGANISATION.own_links(organisation) if link), "")
        yield ORGANISATION.listing(organisation, own)


def _joined(read: Callable[[Organisation], str | None]) -> Callable[[WebsiteMatches], Cell]:
    def of_matches(matches: WebsiteMatches) -> Cell:
        return "; ".join(text for one in matches.organisations if (text := read(one))) or None

    return of_matches


WEBSITE_MATCHES: RecordType[WebsiteMatches] = RecordType(
    endpoint="organisations_by_website",
    model=WebsiteMatches,
    entry_kind="organisation",
    keys=website_keys,
    params=lambda text: {"website": website_domain(text) or text.strip()},
    best_link=lambda matches: next((o.best_link for o in matches.organisations), None),
    shape=website_match_fields,
    title=lambda _: None,
    subtitle=lambda matches: (count_words(matches),),
    fields=(
        Field("matches", "Matches", lambda matches: len(matches.organisations), "number"),
        Field("match_names", "Names of matches", _joined(lambda one: one.name)),
        Field("match_links", "Links of matches", _joined(lambda one: one.best_link)),
    ),
    more_copies=_copies,
    detail=(
        SectionSpec("Organisations", _organisations, wide=True),
        SectionSpec("Numbers", _numbers),
    ),
    related=_related,
    entries=_entries,
    has_result=lambda matches: bool(matches.organisations),
    empty_is_missing=True,
)
