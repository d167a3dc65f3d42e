"""Layout of a person's positions in time, using only what the dates say.

Months are whole numbers here: ``year * 12 + month - 1``. An interval has its first month and the
month after its last, so ``end - start`` is its length; LinkedIn counts months the same way, and a
position held from May to May has lasted one month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from lix_tui.api.models.career import DateParts, Tenure, year_month
from lix_tui.services.records.summary import SummaryLine

if TYPE_CHECKING:
    from datetime import date

    from lix_tui.api.models.career import DatedEntry, Experience
    from lix_tui.api.models.person import Person

FIRST_YEAR = 1900
"""Earlier years aren't taken as dates. Lix sends ``0`` for an unknown one (seen in its answers)."""
YEARS_AHEAD = 10
"""Years from now after which a year isn't taken as a date."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class YearMonth(NamedTuple):
    """A date as LinkedIn stores it: a year and, if given, a month from 1 to 12.

    Any number is accepted, because Lix sends impossible ones too: an impossible year makes the date
    unknown, an impossible month leaves the year.
    """

    year: int
    month: int | None = None


@dataclass(frozen=True, slots=True)
class CareerPosition:
    """One entry of a person's experience, as cleaned text; every part may be empty."""

    title: str
    organisation: str = ""
    started: YearMonth | None = None
    ended: YearMonth | None = None
    current: bool = False
    details: tuple[SummaryLine, ...] = ()
    """Everything else about it: dates as sent, place, description, links."""


@dataclass(frozen=True, slots=True)
class CareerSpan:
    """A position with its place in time."""

    position: CareerPosition
    start: int
    """First month that the position can have covered."""
    end: int
    """Month after the last one that the position can have covered."""
    firm_start: int
    """Latest possible first month: ``start`` when the month is known."""
    firm_end: int
    """Month after the earliest possible last month: ``end`` when the month is known."""
    unknown: Literal["start", "end"] | None
    """End without a date. The interval is then the known date alone."""
    current: bool
    """True for a position that is held today."""
    dates: str
    """Dates as text: 'Apr 2022 – now', '2010 – 2013' or 'May 2015 – ?'."""
    years: str
    """The dates in fewer cells: '2022–now', '2010–2013', '2015–?', or '2007' within one year."""
    duration: str
    """Length as text: '3 yrs 2 mos', '~3 yrs' from years alone, or 'end unknown'."""
    overlaps: tuple[int, ...] = ()
    """Indexes in the career of the spans that certainly share more than one month with this one."""

    @property
    def firm(self) -> tuple[int, int] | None:
        """Months that were certainly covered, None if the years alone leave none certain."""
        if self.firm_end <= self.firm_start:
            return None
        return self.firm_start, self.firm_end


@dataclass(frozen=True, slots=True)
class Gap:
    """Months that no dated position can have covered."""

    start: int
    end: int
    duration: str
    """Length as text: '8 mos', or 'at least 8 mos' when a neighbour's date is only a year."""


@dataclass(frozen=True, slots=True)
class Career:
    """Positions on one axis."""

    spans: tuple[CareerSpan, ...]
    """Current positions first, then by end and by start, the newest first."""
    axis_start: int
    """A January, at or before every span."""
    axis_end: int
    """The month after today's or after the last span's, at least a year after the start."""
    undated: tuple[CareerPosition, ...]
    """Positions without any date, in the order received."""
    gaps: tuple[Gap, ...]
    """Oldest first, including the gap since the last position."""
    total: str
    """Time from the first known date to the last: '12 yrs'; empty without dates."""


class _Window(NamedTuple):
    """First and last month that a date can mean."""

    first: int
    last: int


def layout(positions: Sequence[CareerPosition], today: YearMonth) -> Career:
    """Return the career of ``positions`` as of ``today``. Accepts any dates and never raises.

    An end before its start counts as unknown. A current position without an end lasts until today;
    one whose end has passed isn't current.
    """
    now = today.year * 12 + (_month(today) or 12) - 1
    spans: list[CareerSpan] = []
    undated: list[CareerPosition] = []
    for position in positions:
        span = _span(position, now)
        if span is None:
            undated.append(position)
        else:
            spans.append(span)
    spans.sort(key=lambda span: (span.current, span.end, span.start), reverse=True)
    axis_start = min((span.start for span in spans), default=now) // 12 * 12
    axis_end = max([now + 1, axis_start + 12, *(span.end for span in spans)])
    return Career(
        spans=tuple(_with_overlaps(spans)),
        axis_start=axis_start,
        axis_end=axis_end,
        undated=tuple(undated),
        gaps=tuple(_gaps(spans, now)),
        total=_total(spans),
    )


def duration_words(months: int) -> str:
    """Return a number of months, at least 1, in words: '1 mo', '2 yrs', '3 yrs 2 mos'."""
    years, rest = divmod(months, 12)
    words = []
    if years:
        words.append(f"{years} yr{'s' if years > 1 else ''}")
    if rest:
        words.append(f"{rest} mo{'s' if rest > 1 else ''}")
    return " ".join(words)


def date_words(parts: DateParts) -> str:
    """Return '14 Mar 2021', 'Mar 2021', '2021' or '14 Mar'; empty for a date without parts."""
    month = parts.month
    name = MONTHS[month - 1] if month is not None and 1 <= month <= 12 else month
    return " ".join(str(part) for part in (parts.day, name, parts.year) if part is not None)


def end_words(words: str | None, parts: DateParts) -> str:
    """Return one end of a period: the words as sent, and the parts where they say more."""
    exact = date_words(parts)
    if not words or words == "0":
        return exact
    if not exact:
        return words
    is_same = year_month(parts, None) == year_month(DateParts(), words)
    if is_same:
        return exact if parts.day is not None else words
    return f"{words} ({exact})"


def period_words(entry: DatedEntry) -> str:
    """Return start and end as they were sent: 'April 2021 – Present'; empty without dates."""
    period = entry.time_period
    start = end_words(entry.date_started, period.started_on)
    end = end_words(entry.date_ended, period.ended_on)
    if start and end:
        return f"{start} – {end}"
    if not start and end.lower() == "present":  # sent for unknown dates too
        return ""
    return start or (f"until {end}" if end else "")


def tenure_words(tenure: Tenure | None) -> str:
    """Return a length of time: '2 yrs 3 mos'; empty for an unknown one."""
    if tenure is None or tenure.years is tenure.months is None:
        return ""
    months = (tenure.years or 0) * 12 + (tenure.months or 0)
    return (
        duration_words(months)
        if months > 0
        else f"{tenure.years or 0} yrs {tenure.months or 0} mos"
    )


def _span(position: CareerPosition, now: int) -> CareerSpan | None:
    started, ended = _window(position.started, now), _window(position.ended, now)
    if started and ended and ended.last < started.first:
        ended = None
    current = position.current and (ended is None or ended.last >= now)
    if started is None:
        return _half_dated(position, ended, "start", current) if ended else None
    if ended is None:
        if not current or started.first > now:
            return _half_dated(position, started, "end", current)
        ended = _Window(now, now)
    start, end = started.first, ended.last + 1
    firm_start = min(started.last, ended.last)
    firm_end = max(ended.first, started.first) + 1
    to_now = current and ended.last == now
    return CareerSpan(
        position=position,
        start=start,
        end=end,
        firm_start=firm_start,
        firm_end=firm_end,
        unknown=None,
        current=current,
        dates=f"{_date(started)} – {'now' if to_now else _date(ended)}",
        years=_years(started, None if to_now else ended),
        duration=_duration(firm_end - firm_start, end - start),
    )


def _half_dated(
    position: CareerPosition, known: _Window, unknown: Literal["start", "end"], current: bool
) -> CareerSpan:
    date, year = _date(known), known.first // 12
    return CareerSpan(
        position=position,
        start=known.first,
        end=known.last + 1,
        firm_start=known.last,
        firm_end=known.first + 1,
        unknown=unknown,
        current=current,
        dates=f"? – {date}" if unknown == "start" else f"{date} – ?",
        years=f"?–{year}" if unknown == "start" else f"{year}–?",
        duration="yet to start" if current and unknown == "end" else f"{unknown} unknown",
    )


def _month(date: YearMonth) -> int | None:
    return date.month if date.month is not None and 1 <= date.month <= 12 else None


def _window(date: YearMonth | None, now: int) -> _Window | None:
    """Return the months that ``date`` can mean; in the present year, only past ones."""
    if date is None or not FIRST_YEAR <= date.year <= now // 12 + YEARS_AHEAD:
        return None
    january = date.year * 12
    if month := _month(date):
        return _Window(january + month - 1, january + month - 1)
    return _Window(january, min(january + 11, now) if january <= now else january + 11)


def _date(window: _Window) -> str:
    year, month = divmod(window.first, 12)
    return f"{MONTHS[month]} {year}" if window.first == window.last else str(year)


def _years(started: _Window, ended: _Window | None) -> str:
    """Return the years from one date to the other, or to today without another."""
    first = started.first // 12
    if ended is None:
        return f"{first}–now"
    last = ended.first // 12
    return str(first) if first == last else f"{first}–{last}"


def _duration(shortest: int, longest: int) -> str:
    """Return the exact length if the dates give one, else the middle of the possible years."""
    if shortest == longest:
        return duration_words(longest)
    if longest <= 12:
        return "up to 1 yr"
    return f"~{duration_words(12 * max(1, round((max(1, shortest) + longest) / 24)))}"


def _with_overlaps(spans: Sequence[CareerSpan]) -> Iterator[CareerSpan]:
    """Yield the spans with their overlaps. A shared month between two jobs isn't an overlap."""
    for index, span in enumerate(spans):
        overlaps = tuple(
            other
            for other, beside in enumerate(spans)
            if other != index
            and min(span.firm_end, beside.firm_end) - max(span.firm_start, beside.firm_start) > 1
        )
        yield replace(span, overlaps=overlaps)


def _gaps(spans: Sequence[CareerSpan], now: int) -> Iterator[Gap]:
    """Yield the months that no span can cover. A span with an unknown end may last until today."""
    firm_ends = {span.end for span in spans if span.firm_end == span.end}
    firm_starts = {span.start for span in spans if span.firm_start == span.start} | {now + 1}
    covered = min((span.start for span in spans), default=now + 1)
    reach = sorted(
        (
            covered if span.unknown == "start" else span.start,
            max(now + 1, span.end) if span.unknown == "end" else span.end,
        )
        for span in spans
    )
    for start, end in [*reach, (now + 1, now + 1)]:
        if start > covered:
            least = "" if covered in firm_ends and start in firm_starts else "at least "
            yield Gap(covered, start, f"{least}{duration_words(start - covered)}")
        covered = max(covered, end)


def _total(spans: Sequence[CareerSpan]) -> str:
    if not spans:
        return ""
    shortest = max(span.firm_end for span in spans) - min(span.firm_start for span in spans)
    longest = max(span.end for span in spans) - min(span.start for span in spans)
    return _duration(shortest, longest)


def current_position(person: Person) -> Experience | None:
    """Return the current position, the first listed one if none is marked as current."""
    for entry in person.experience:
        if entry.current:
            return entry
    return person.experience[0] if person.experience else None


def tenure_of(person: Person, today: date | None = None) -> str:
    """Return the time in the current position: '2 y 3 m'; empty if unknown.

    1. The time that the position itself has, as search results do.
    2. The time from the start of a current position to ``today``, as profiles have dates only: the
       months between both months, at least one; whole years if only the year of the start is known.
    3. The time that a former answer said of the same position.
    """
    entry = current_position(person)
    if entry is not None and (words := _text(entry.tenure_at_position)):
        return words
    computed = _since_start(entry, today or datetime.now(UTC).date()) if entry is not None else ""
    return computed or _text(person.tenure_at_position)


def _since_start(entry: Experience, today: date) -> str:
    if not entry.current or entry.started is None:
        return ""
    year, month = entry.started
    if year < FIRST_YEAR or (year, month or 1) > (today.year, today.month):
        return ""
    months = (today.year - year) * 12 + (today.month - month if month else 0)
    months = max(months, 1) if month else months
    return _text(Tenure(years=months // 12, months=months % 12))


def _text(tenure: Tenure | None) -> str:
    if tenure is None:
        return ""
    pairs = ((tenure.years, "y"), (tenure.months, "m"))
    return " ".join(f"{value} {unit}" for value, unit in pairs if value)
