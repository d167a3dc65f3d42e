"""What a kind of lookup is, as data: how it is asked for, recognised again, and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lix_tui.api.models.elements import Record
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.services.queries.opening import Opening
from lix_tui.services.records.career_timeline import Career
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.summary import Section

LookedUp = Record | Hirers | PersonIds | OrganisationIds | EmailAnswer | LookcAnswer
"""What a lookup may answer with."""
Params = dict[str, str]
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Picture:
    """A heading with a career, or bars, under it."""

    title: str
    career: Career | None = None
    bars: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A figure of a record that changes with time."""

    title: str
    figure: Callable[[LookedUp], int | None]


@dataclass(frozen=True, slots=True)
class DetailKind:
    """One kind of record that is looked up by a link, an id or an address of it."""

    endpoint: str
    word: str
    """What it is called: 'profile', 'job'."""
    keys: Callable[..., tuple[str, ...]]
    """Identity keys of links and ids."""
    own_links: Callable[[LookedUp], Iterable[str | None]]
    """Links and ids that the record itself tells."""
    params: Callable[[str], Params]
    """The request's parameters for a link."""
    title: Callable[[LookedUp], str | None]
    """What it is about, None where only the link says it."""
    subtitle: Callable[[LookedUp], tuple[str | None, ...]]
    sections: Callable[[LookedUp], list[Section]]
    forms: Callable[[LookedUp, object], list[CopyForm]]
    best_link: Callable[[LookedUp], str | None] = lambda _: None
    """The record's own link, None where the one it was asked with is the best there is."""
    related: Callable[[LookedUp, str], Sequence[Opening]] = lambda _record, _link: ()
    """Where one can go from the record (asked for with that link), the likeliest first."""
    pictures: Callable[[LookedUp], list[Picture]] = lambda _: []
    """What is drawn rather than written."""
    portrait: Callable[[LookedUp], str | None] = lambda _: None
    """The address of a picture of it."""
    course: Course | None = None
    """A figure that is drawn over time, where it was fetched more than once."""
    lead: frozenset[str] = frozenset({"About", "Text", "Description", "Shared article"})
    """The titles of the sections that stand first and wide; the others stand beside them."""
    marks: bool = False
    """Whether a record in results is marked as opened when this is kept."""
    settled: Callable[[LookedUp], bool] = lambda _: True
    """Whether asking again can bring nothing new, so that it is kept as final."""
    poll: Callable[[LookedUp], tuple[str, Params] | None] = lambda _: None
    """Endpoint and parameters that tell how an unfinished lookup stands; None when it is done."""
    charged: Callable[[LookedUp], bool] = lambda _: True
    """Whether an answer cost what its endpoint costs."""


def of_type(model: type[M], record: object) -> M:
    """The record as the model it is. Raises TypeError for a record of another kind."""
    if isinstance(record, model):
        return record
    message = f"a {type(record).__name__} is no {model.__name__}"
    raise TypeError(message)
