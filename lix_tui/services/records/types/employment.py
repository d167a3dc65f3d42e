"""Record type of a person's employment: positions as Lix has verified them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lix_tui.api.models.employment import Employment, EmploymentPosition
from lix_tui.linkedin.links import person_keys
from lix_tui.safe_cells import Cell
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.person_listing import person_listing, public_profile_params
from lix_tui.services.records.position_lines import link_of_company, period_of, position_lines
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_parts import part_of_employment
from lix_tui.services.records.record_type import Field, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine
from lix_tui.store.rows import Listing

NO_POSITIONS = "Lix's answer has no positions for this person."


def _first(read: Callable[[EmploymentPosition], Cell]) -> Callable[[Employment], Cell]:
    """Return a reader of the first current position, or of the first one."""

    def of_employment(employment: Employment) -> Cell:
        ordered = sorted(employment.experiences, key=lambda position: not position.current)
        return read(ordered[0]) if ordered else None

    return of_employment


def _words(position: EmploymentPosition) -> str:
    at = f" at {position.company_name}" if position.company_name else ""
    return f"{position.title or 'A position'}{at}"


def _all_words(employment: Employment) -> str:
    return "; ".join(map(_words, employment.experiences))


def _positions(employment: Employment) -> Iterable[SummaryLine]:
    if not employment.experiences:
        yield SummaryLine(NO_POSITIONS, "muted")
    yield from position_lines(employment.experiences)


def _related(employment: Employment, link: str | None) -> Iterator[Destination]:
    """Yield the company of each position once, the people who work at the first, the profile."""
    companies = {
        company: position.company_name
        for position in reversed(employment.experiences)
        if (company := link_of_company(position))
    }
    for company, name in reversed(companies.items()):
        yield from related_records.lookup("organisation", company, name)
    for company, name in list(reversed(companies.items()))[:1]:
        yield from related_records.people_at(name, [company])
    yield from related_records.lookup("person", link, None)


def _entries(employment: Employment, link: str) -> Iterable[Listing]:
    return person_listing(link, part_of_employment(employment))


def _count(employment: Employment) -> str:
    count = len(employment.experiences)
    return f"{count:,} {'position' if count == 1 else 'positions'}, as Lix has verified them"


FIELDS: tuple[Field[Employment], ...] = (
    Field("employment_title", "Verified title", _first(lambda one: one.title)),
    Field("employment_company", "Verified company", _first(lambda one: one.company_name)),
    Field("employment_type", "Employment type", _first(lambda one: one.employment_type)),
    Field("employment_location", "Verified location", _first(lambda one: one.location)),
    Field("employment_period", "Verified period", _first(period_of)),
    Field("employment_link", "Link of verified company", _first(link_of_company), "link"),
    Field("employment_positions", "Verified positions", _all_words),
)

EMPLOYMENT: RecordType[Employment] = RecordType(
    endpoint="person_employment",
    model=Employment,
    entry_kind="person",
    keys=person_keys,
    subject=IDENTITIES["person_employment"].subject,
    params=public_profile_params,
    title=lambda _: None,
    subtitle=lambda employment: (_count(employment),),
    fields=FIELDS,
    copies=(("positions", "employment_positions"), ("Company link", "employment_link")),
    detail=(SectionSpec("Positions", _positions, wide=True),),
    related=_related,
    entries=_entries,
    has_result=lambda employment: bool(employment.experiences),
)
