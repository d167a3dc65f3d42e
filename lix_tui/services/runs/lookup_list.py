"""Lists of records to look up, each once, and the inputs that can't be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from lix_tui.counts import counted
from lix_tui.linkedin.links import company_link, job_link, post_link
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.websites import website_domain
from lix_tui.services.queries.lix_ids import lix_id_of
from lix_tui.services.records.record_names import NAMES
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.lookup_values import record_of
from lix_tui.text import clean_line

LookupEndpoint = Literal[
    "person", "organisation", "job", "post", "hirers", "email", "person_by_email",
    "person_ids", "organisation_ids", "person_extended", "person_employment",
    "organisations_by_website",
]  # fmt: skip
"""Endpoint of a bulk lookup, which looks up one record a request."""

MOST_ITEMS = 100_000
NOT_A_RECORD = "this isn't a link, id or address that can be looked up"
"""Reason for which any other row isn't looked up."""
_MOST_NAMED = 5


class ItemsProblem(Exception):
    """A file or a choice that can't be used; the message is for the user."""


@dataclass(frozen=True, slots=True)
class LookupInput:
    """One input of a bulk lookup."""

    link: str
    """A link, an id or an email address, as in the input."""
    label: str = ""
    """Other text of the row, such as a name."""
    line: int = field(default=0, compare=False)
    """Line of the file on which the input begins, from 1; 0 without a file."""
    problem: str = field(default="", compare=False)
    """Reason why the input can't be looked up although it looks like a link."""
    row: int = field(default=0, compare=False)
    """Index of its row in the sheet."""


@dataclass(frozen=True, slots=True)
class LookupList:
    """Items to look up, each record once, and the inputs that can't be."""

    endpoint: LookupEndpoint
    items: tuple[LookupInput, ...]
    duplicates: int
    unusable: tuple[LookupInput, ...]
    """Inputs without a link, id or address of the right type."""
    places: tuple[int | None, ...] = ()
    """Index of the item of each input, None for an unusable one."""


def unusable_words(unusable: Sequence[LookupInput]) -> str:
    """Return unusable inputs in words: their number, the first one, and their lines."""
    if not unusable:
        return ""
    first, *rest = unusable
    number = len(unusable)
    count = counted(number, "line") if first.line else f"{number:,}"
    words = f"{count} can't be used: '{clean_line(first.link)[:60]}'"
    lines = [f"{one.line:,}" for one in rest if one.line]
    if first.line:
        words += f" (line {first.line:,}{f': {first.problem}' if first.problem else ''})"
    if lines:
        more = len(lines) - _MOST_NAMED
        named = ", ".join(lines[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
        words += f", then line{'s' * (len(lines) > 1)} {named}"
    return words


def counted_lookups(endpoint: LookupEndpoint, count: int) -> str:
    """Return lookups of an endpoint with their number: "1 profile", "ids of 3 people"."""
    names = NAMES[endpoint]
    return names.one if count == 1 else names.several.format(count)


def lookups_words(endpoints: str) -> str:
    """Return the names of a run's lookups, whose endpoints have commas between them."""
    known = ((one, NAMES.get(one)) for one in endpoints.split(","))  # any word may be stored
    names = [one if found is None else found.plural for one, found in known]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else str(names[0])


class LinkReader:
    """Reader of links that reads each one once, for lookups at several endpoints."""

    def __init__(self) -> None:
        self._records: dict[str, str | None] = {}
        self._links: dict[tuple[str, bool], str] = {}
        self._keys: dict[tuple[str, str], tuple[str, ...]] = {}

    def record_of(self, link: str) -> str | None:
        """Return the record type of a link, id or address; None if unknown."""
        if link not in self._records:
            self._records[link] = record_of(link)
        return self._records[link]

    def link_of(self, link: str, endpoint: LookupEndpoint) -> str:
        """Return the link as it is looked up."""
        place = link, endpoint in ("person_by_email", "organisations_by_website")
        if place not in self._links:
            self._links[place] = _canonical(link, endpoint)
        return self._links[place]

    def keys_of(self, link: str, endpoint: LookupEndpoint) -> tuple[str, ...]:
        """Return the identity keys of a link."""
        place = link, NAMES[endpoint].value if not endpoint.endswith("ids") else endpoint
        if place not in self._keys:
            self._keys[place] = RECORD_TYPES[endpoint].keys(link) or (link,)
        return self._keys[place]


def sort_inputs(
    inputs: Sequence[LookupInput], endpoint: LookupEndpoint, reader: LinkReader
) -> LookupList:
    """Return the lookups of the inputs at one endpoint, each record once, maybe none."""
    wanted = NAMES[endpoint].value
    places: list[int | None] = []
    known: dict[str, int] = {}
    items: list[LookupInput] = []
    unusable: list[LookupInput] = []
    for given in inputs:
        one = _with_link(given, wanted)
        known_as = reader.record_of(one.link) if wanted != "website" else _website(one.link)
        if one.problem or known_as != wanted:
            unusable.append(one)
            places.append(None)
            continue
        link = reader.link_of(one.link, endpoint)
        keys = reader.keys_of(link, endpoint)
        place = next((known[key] for key in keys if key in known), len(items))
        if place == len(items):
            items.append(LookupInput(link, one.label))
        known.update(dict.fromkeys(keys, place))
        places.append(place)
    duplicates = len(inputs) - len(items) - len(unusable)
    return LookupList(endpoint, tuple(items), duplicates, tuple(unusable), tuple(places))


def _website(link: str) -> str | None:
    """Return 'website' for a domain, which isn't a value to look up unless websites are chosen."""
    return "website" if website_domain(link) else None


def no_usable_input(
    endpoints: Sequence[LookupEndpoint], inputs: Sequence[LookupInput]
) -> ItemsProblem:
    """Return the refusal of inputs of which none can be looked up."""
    words = " or ".join(NAMES[endpoint].plural for endpoint in endpoints)
    return ItemsProblem(f"No line can be used to look up {words}.{_first_problem(inputs)}")


def endpoint_for(inputs: Sequence[LookupInput]) -> LookupEndpoint:
    """Return the lookup that inputs of one type decide, people for links and addresses of people.

    Raises ItemsProblem for inputs of several types, or of none.
    """
    records = {record_of(one.link) for one in inputs if not one.problem} - {None}
    choices: dict[str | None, LookupEndpoint] = {
        "email": "person_by_email", "person": "person", "organisation": "organisation",
        "job": "job", "post": "post",
    }  # fmt: skip
    if records == {"person", "email"}:
        return "person"
    if len(records) == 1:
        return choices[records.pop()]
    message = (
        "The links are of several kinds. Choose one with --what."
        if records
        else f"The file doesn't contain a link, id or email address.{_first_problem(inputs)}"
    )
    raise ItemsProblem(message)


def _first_problem(inputs: Iterable[LookupInput]) -> str:
    """Return a sentence about the first unusable row that has a link."""
    return next((f" Line {one.line:,}: {one.problem}." for one in inputs if one.problem), "")


def _canonical(link: str, endpoint: LookupEndpoint) -> str:
    if endpoint == "organisations_by_website":
        return website_domain(link) or link.strip()
    target = recognise(link)
    if endpoint == "person_by_email":
        return target.entity_id or link.strip()
    return link.strip() if lix_id_of(link) else target.url or link.strip()


def _with_link(one: LookupInput, record: str) -> LookupInput:
    """Return an input whose bare number, such as ``3900512190``, is replaced by its link.

    A bare word stays: it may be a column title, and a lookup would cost a credit.
    """
    make = {"organisation": company_link, "job": job_link, "post": post_link}.get(record)
    number = one.link.strip()
    if record == "website":
        return replace(one, link=website_domain(number) or number)
    if record == "person" and re.fullmatch(r"[0-9]{5,20}", number):
        return replace(one, link=recognise(f"urn:li:member:{number}").url or number)
    if make is None or not re.fullmatch(r"[0-9]{2,20}", number):
        return one
    try:
        return replace(one, link=make(number))
    except ValueError:
        return one
