"""Values of filters: from the closed sets, from what was ever seen, else from Lix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import time
from typing import TYPE_CHECKING, Literal

from lix_tui.api.decoding import decode_as
from lix_tui.api.errors import BadBody
from lix_tui.api.limiter import Lane
from lix_tui.api.models.facets import FacetPage, FacetValue
from lix_tui.explorer.requests import PATIENCE, BeforeSend, OnWait, Origin, Requests
from lix_tui.explorer.skills import Skill, SkillError, WantedSkill
from lix_tui.explorer.value_index import Match, Source, Value, ValueIndex, fold
from lix_tui.linkedin.catalogue import FILTERS
from lix_tui.linkedin.facets import TYPEAHEAD, closed_values, facet_of
from lix_tui.linkedin.facets import known_values as packaged_values
from lix_tui.store.errors import StoreError
from lix_tui.store.facets import FacetWrite
from lix_tui.store.rows import KnownValue
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.client import LixClient
    from lix_tui.api.reply import Reply
    from lix_tui.store.worker import AsyncStore

ALSO: Mapping[tuple[str, str], str] = {("SENIORITY_V2", "300"): "VP"}
"""What values are called as well: LinkedIn's own list has had 'VP' for 'Vice President'."""
SKILL = "skill"
"""The facet that Recruiter answers."""
COMPANY = "COMPANY_WITH_LIST"
ALIASES = {"SENIORITY": "SENIORITY_V2", "COMPANY_TITLE": COMPANY, "COMPANY": COMPANY}
"""Names the Lix docs use in places for facets that they list otherwise."""
COUNT = 100
"""Values an answer has at most (the API's default); one with fewer is complete."""

AnswerSource = Literal["here", "kept", "live"]


class FacetError(ValueError):
    """There is no such facet, or nothing to look up; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class FacetAnswer:
    """Values with where they come from."""

    values: tuple[FacetValue, ...]
    source: AnswerSource
    """``here``: a closed set of LinkedIn's, no request; ``kept``: asked before; ``live``: now."""
    at: float | None = None
    """When it was fetched, in seconds since the epoch; None for a closed set."""
    unsaved: str = ""
    """Sentence that says why it could not be written yet; empty when it is in the store."""


@dataclass(slots=True)
class KnownFacet:
    """What is known of a facet in memory: typing is answered from here at once."""

    facet: str
    closed: bool
    index: ValueIndex
    viewer_id: str | None = None
    asked: dict[str, bool] = field(default_factory=dict)
    """Texts that were asked for, and whether each answer held every value there is."""
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids that an answer of this run gave to a text, in its order."""

    def suggest(self, text: str, limit: int = 100) -> tuple[list[Match], int]:
        """The best known values for a text, and how many there are.

        What Lix answered to exactly this text but matching does not find stands after the rest.
        """
        found, count = self.index.search(text, limit)
        shown = {match.value.id for match in found}
        others = [
            Match(value, ())
            for identity in self.answers.get(_key(text), ())
            if identity not in shown and (value := self.index.get(identity)) is not None
        ]
        return [*found, *others][:limit], count + len(others)

    def settled(self, text: str) -> bool:
        """Whether asking Lix for this text could bring nothing new."""
        key = _key(text)
        return self.closed or key in self.asked or self.covering(key) is not None

    def covering(self, key: str) -> str | None:
        """The shortest text whose complete answer holds that of this longer one."""
        starts = (key[:end] for end in range(1, len(key)))
        return next((start for start in starts if self.asked.get(start)), None)


def facet_named(name: str) -> str:
    """The facet that a user means: its own name, an alias, or the name of a filter.

    Raises FacetError with the names there are.
    """
    upper = name.strip().upper()
    if upper == SKILL.upper():
        return SKILL
    found = upper if upper in TYPEAHEAD else ALIASES.get(upper) or facet_of(upper)
    if found is not None and found not in TYPEAHEAD and closed_values(found) is None:
        message = (
            f"{clean_line(name)[:40]} takes ids of your own account, which Lix does not look up; "
            "copy them from a Sales Navigator URL."
        )
        raise FacetError(message)
    if found is None:
        message = (
            f"There is no facet '{clean_line(name)[:40]}'; there are "
            f"{', '.join([*sorted(TYPEAHEAD), SKILL])} and the Sales Navigator filters "
            f"{', '.join(_filters_with_values())}."
        )
        raise FacetError(message)
    return found


def _filters_with_values() -> list[str]:
    """Return the Sales Navigator filters whose values can be looked up under another name."""
    return sorted(
        name
        for name in FILTERS
        if name not in TYPEAHEAD
        and (facet := facet_of(name)) is not None
        and (facet in TYPEAHEAD or closed_values(facet) is not None)
    )


class Facets:
    """Looks values up; an answer that was given once is given again for nothing."""

    def __init__(self, client: LixClient, requests: Requests, store: AsyncStore) -> None:
        self._client, self._requests, self._store = client, requests, store
        self._known: dict[tuple[str, str | None], KnownFacet] = {}
        self.listeners: list[Callable[[str], None]] = []
        """Told the facet after each live answer."""

    def forget(self) -> None:
        """Read every facet from the store again when it is asked for."""
        self._known.clear()

    async def known(self, facet: str, viewer_id: str | None = None) -> KnownFacet:
        """Return everything known of a facet, read from the store the first time.

        What was asked for as a viewer counts for that viewer, and for nobody. Raises StoreError.
        """
        if (facet, viewer_id) not in self._known:
            closed = closed_values(facet) is not None
            seen, asked = await self._store.run(lambda store: store.known_values(facet, viewer_id))
            index = ValueIndex(
                Value(v.id, v.text, ALSO.get((facet, v.id), ""), "here")
                for v in packaged_values(facet)
            )
            index.add(Value(v.id, v.text, v.headline, "seen") for v in seen)
            found = KnownFacet(facet, closed, index, viewer_id, asked)
            self._known.setdefault((facet, viewer_id), found)
        return self._known[facet, viewer_id]

    async def remember(self, facet: str, values: Iterable[FacetValue]) -> None:
        """Keep values that were seen elsewhere, such as in a pasted URL. Raises StoreError."""
        known = await self.known(facet)
        new = [value for value in values if known.index.get(value.id) is None]
        if not new or known.closed:
            return
        for one in self._known.values():
            if one.facet == facet:
                one.index.add(_shown(new, "seen"))
        await self._store.run(lambda store: store.remember_values(facet, _rows(new), time()))

    async def values(
        self,
        facet: str,
        query: str,
        *,
        place: str,
        viewer_id: str | None = None,
        refresh: bool = False,
        patience: float = PATIENCE,
        on_wait: OnWait | None = None,
    ) -> FacetAnswer:
        """Return the values of a facet for what was typed, as a viewer sees them, the best first.

        Raises FacetError for nothing typed into an open set; LixError or StoreError.
        """
        query = clean_line(query)
        known = await self.known(facet, viewer_id)
        if known.closed:
            found, _ = known.suggest(query, limit=len(known.index))
            return FacetAnswer(tuple(FacetValue(m.value.id, m.value.text) for m in found), "here")
        if not query:
            message = "Type what to look for: the values of this facet are too many to list."
            raise FacetError(message)
        if not refresh and (kept := await self._kept(known, query)) is not None:
            return kept
        return await self._ask(known, query, place, patience, on_wait)

    async def _kept(self, known: KnownFacet, query: str) -> FacetAnswer | None:
        """The answer to this text, or to a shorter one that was complete; None without one."""
        key, facet = _key(query), known.facet
        asked = key if key in known.asked else known.covering(key)
        if asked is None:
            return None
        viewer = known.viewer_id
        found = await self._store.run(lambda store: store.find_prefix(facet, asked, viewer))
        if found is None:
            return None
        try:
            values = _values(_endpoint(facet), found.body)
        except BadBody:  # kept by a version that took it for an answer with nothing in it
            return None
        if asked != key:
            index = ValueIndex(_shown(values, "seen"))
            by_id = {value.id: value for value in values}
            values = tuple(by_id[m.value.id] for m in index.search(query, limit=COUNT)[0])
        return FacetAnswer(values, "kept", found.fetched_at)

    async def _ask(
        self, known: KnownFacet, query: str, place: str, patience: float, on_wait: OnWait | None
    ) -> FacetAnswer:
        facet, endpoint, viewer = known.facet, _endpoint(known.facet), known.viewer_id

        async def call(before_send: BeforeSend) -> Reply:
            if facet == SKILL:
                return await self._client.recruiter_facet(
                    query, viewer_id=viewer, lane=Lane.INTERACTIVE, before_send=before_send
                )
            return await self._client.sales_facet(
                facet, query, viewer_id=viewer, lane=Lane.INTERACTIVE, before_send=before_send
            )

        async def keep(reply: Reply, ledger_id: int) -> FacetAnswer:
            try:
                values = _values(endpoint, reply.body)
            except BadBody as error:
                note = error.sentence
                await self._requests.write(
                    lambda store: store.keep_unread(
                        ledger_id, endpoint, reply.body, reply.sent_at, note
                    ),
                    reply=reply,
                )
                raise
            key, complete = _key(query), len(values) < COUNT
            known.index.add(_shown(values, "live"))
            known.asked[key] = complete
            known.answers[key] = tuple(value.id for value in values)
            write = FacetWrite(
                facet=facet,
                prefix=key,
                values=tuple(_rows(values)),
                complete=complete,
                ledger_id=ledger_id,
                endpoint=endpoint,
                body=reply.body,
                at=reply.sent_at,
                status=reply.status,
                elapsed=reply.elapsed,
                viewer_id=viewer,
            )
            unsaved = ""
            try:
                await self._requests.write(lambda store: store.save_facet(write), reply=reply)
            except StoreError as error:  # it is shown all the same
                unsaved = str(error)
            for listener in tuple(self.listeners):
                listener(facet)
            return FacetAnswer(values, "live", reply.sent_at, unsaved)

        return await self._requests.perform(
            endpoint, Origin(place), call, keep, patience=patience, on_wait=on_wait
        )

    async def skills(
        self, wanted: Sequence[WantedSkill], *, place: str, viewer_id: str | None = None
    ) -> tuple[Skill, ...]:
        """Return the skills as Recruiter knows them; look up those without an entity (free).

        Raises SkillError for a name that isn't a skill or is several; LixError or StoreError.
        """
        return tuple([await self._skill(skill, place, viewer_id) for skill in wanted])

    async def _skill(self, wanted: WantedSkill, place: str, viewer_id: str | None) -> Skill:
        if wanted.entity is not None:
            return Skill(wanted.text, wanted.entity, wanted.required, wanted.negated)
        answer = await self.values(SKILL, wanted.text, place=place, viewer_id=viewer_id)
        found = answer.values
        same = [value for value in found if value.text.casefold() == wanted.text.casefold()]
        if not same and len(found) == 1:
            same = list(found)
        if same:
            return Skill(same[0].text, same[0].id, wanted.required, wanted.negated)
        if not found:
            message = f"Recruiter knows no skill '{wanted.text}'; try the beginning of its name."
            raise SkillError(message)
        some = ", ".join(value.text for value in found[:5])
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        message = f"Recruiter knows no skill '{wanted.text}', but {some}{more}; write one of them."
        raise SkillError(message)


def _key(text: str) -> str:
    return " ".join(fold(text).split())


def _endpoint(facet: str) -> str:
    return "recruiter_facet" if facet == SKILL else "sales_facet"


def _shown(values: Iterable[FacetValue], source: Source) -> list[Value]:
    return [Value(value.id, value.text, value.headline or "", source) for value in values]


def _rows(values: Iterable[FacetValue]) -> list[KnownValue]:
    return [KnownValue(value.id, value.text, value.headline or "") for value in values]


def _values(endpoint: str, body: bytes) -> tuple[FacetValue, ...]:
    """The values in an answer; raises BadBody for one in a form that is not known."""
    page = decode_as(FacetPage, endpoint, body)
    if not page.known:
        message = "The answer came in a form that is not known here; it is kept"
        raise BadBody(message, endpoint=endpoint, status=200)
    return page.values
