"""What the pane beside the results says of one element: plain lines, styled by the pane."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lix_tui.durations import age
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.models.person import Experience, Person
    from lix_tui.store.rows import SearchRow

Role = Literal["title", "subtitle", "muted", "heading", "text", "link", "advice"]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of a summary and what it is."""

    text: str
    role: Role = "text"
    """Advice names the keys of commands by their ids, as in ``<search.more>``."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[SummaryLine, ...]


def person_summary(person: Person) -> list[SummaryLine]:
    """A person in a glance: who, where, what now, what before, links."""
    lines = [SummaryLine(person.full_name, "title")]
    if person.headline_text:
        lines.append(SummaryLine(person.headline_text, "subtitle"))
    if person.location:
        lines.append(SummaryLine(person.location, "muted"))
    now = [entry for entry in person.experience if entry.current]
    before = [entry for entry in person.experience if not entry.current]
    for heading, entries in (("Now", now), ("Before", before)):
        if entries:
            lines += [SummaryLine(""), SummaryLine(heading, "heading")]
            lines += [SummaryLine(_position(entry)) for entry in entries[:4]]
            if len(entries) > 4:
                lines.append(SummaryLine(f"and {len(entries) - 4} more", "muted"))
    skills = [skill.name for skill in person.skills if skill.name]
    if skills:
        lines += [
            SummaryLine(""),
            SummaryLine("Skills", "heading"),
            SummaryLine(" · ".join(skills)),
        ]
    if person.about_summary_text:
        lines += [
            SummaryLine(""),
            SummaryLine("About", "heading"),
            SummaryLine(person.about_summary_text),
        ]
    links = [link for link in (person.link, person.sales_nav_link) if link]
    if links:
        lines += [SummaryLine(""), SummaryLine("Links", "heading")]
        lines += [SummaryLine(link, "link") for link in links]
    return lines


def other_fields(raw: Mapping[str, object], shown: Collection[str]) -> list[SummaryLine]:
    """The plain fields of an object that are shown nowhere else: 'name · value', cleaned."""
    lines = []
    for name, value in raw.items():
        if name not in shown and isinstance(value, str | int | float) and value != "":
            words = "yes" if value is True else "no" if value is False else clean_line(str(value))
            lines.append(SummaryLine(f"{clean_line(name)} · {words}", "muted"))
    return lines


def _position(entry: Experience) -> str:
    organisation = entry.organisation.name
    text = " · ".join(part for part in (entry.title, organisation) if part) or "A position"
    years = "–".join(
        part for part in (entry.date_started, entry.date_ended) if part and part != "0"
    )
    return f"{text}  {years}" if years else text


def recent_summary(rows: Sequence[SearchRow], now: float) -> list[SummaryLine]:
    """Queries asked before with how far they got; opening one again costs nothing."""
    lines: list[SummaryLine] = []
    for row in rows:
        total = "" if row.total is None else f" of {row.total:,}"
        lines += [
            SummaryLine(row.title, "subtitle"),
            SummaryLine(f"{row.loaded:,}{total} kept · {age(now - row.updated_at)}", "muted"),
        ]
    return [
        *lines,
        SummaryLine(""),
        SummaryLine("up in the query brings them back, for nothing", "muted"),
    ]
