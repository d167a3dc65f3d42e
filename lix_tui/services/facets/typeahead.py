"""Values of filters: from closed sets, from the store, or from Lix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import time
from typing import TYPE_CHECKING, Literal

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.decoders import decode_as
from lix_tui.api.errors import BadBody
from lix_tui.api.models.facets import FacetPage, TypeaheadValue
from lix_tui.linkedin.catalogue import FILTERS
from lix_tui.linkedin.facets import TYPEAHEAD, closed_values, facet_of
from lix_tui.linkedin.facets import known_values as packaged_values
from lix_tui.services.budget.request_terms import MAX_WAIT, OnWait, Origin
from lix_tui.services.budget.requests import Requests
from lix_tui.services.facets.known_facet import COUNT, KnownFacet, page_key, text_key
from lix_tui.services.facets.skills import SkillChoice, SkillError, SkillInput
from lix_tui.services.facets.value_index import Source, Value, ValueIndex
from lix_tui.store.errors import StoreError
from lix_tui.store.facets import FacetWrite
from lix_tui.store.rows import FacetValue
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.api_request import Reply
    from lix_tui.store.worker import AsyncStore

ALSO: Mapping[tuple[str, str], str] = {("SENIORITY_V2", "300"): "VP"}
"""Alternative names of values: LinkedIn's list had 'VP' for 'Vice President'."""
SKILL = "skill"
"""Facet of Recruiter's skills."""
COMPANY = "COMPANY_WITH_LIST"
ALIASES = {"SENIORITY": "SENIORITY_V2", "COMPANY_TITLE": COMPANY, "COMPANY": COMPANY}
"""Other names of facets in the Lix docs."""

AnswerSource = Literal["here", "kept", "live"]


class FacetError(ValueError):
    """An unknown facet, or an empty text to look up; the message is for the user."""


@dataclass(frozen=True, slots=True)
class FacetAnswer:
    """Values and their source."""

    values: tuple[TypeaheadValue, ...]
    source: AnswerSource
    """``here``: LinkedIn's closed set; ``kept``: the store; ``live``: a request."""
    at: float | None = None
    """Time of the request, in seconds since the epoch; None for a closed set."""
    unsaved: str = ""
    """Sentence about a failed write to the store; empty if the answer is stored."""
    is_whole: bool = True
    """False if Lix may have more values than these."""

    def with_next_page(self, page: FacetAnswer) -> FacetAnswer:
        """Return these values and those of the next page that are new, as one answer."""
        ids = {value.id for value in self.values}
        new = tuple(value for value in page.values if value.id not in ids)
        return FacetAnswer(
            self.values + new,
            "live" if "live" in (self.source, page.source) else page.source,
            page.at if self.at is None else min(self.at, page.at or self.at),
            self.unsaved or page.unsaved,
            page.is_whole,
        )


def facet_named(name: str) -> str:
    """Return the facet of a name, an alias, or the name of a filter.

    Raises FacetError, whose message lists the names.
    """
    upper = name.strip().upper()
    if upper == SKILL.upper():
        return SKILL
    found = upper if upper in TYPEAHEAD else ALIASES.get(upper) or facet_of(upper)
    if found is not None and found not in TYPEAHEAD and closed_values(found) is None:
        message = (
            f"{clean_line(name)[:40]} accepts ids of your own account, which Lix doesn't look up. "
            "Copy them from a Sales Navigator URL."
        )
        raise FacetError(message)
    if found is None:
        message = (
            f"'{clean_line(name)[:40]}' isn't a facet. Use "
            f"{', '.join([*sorted(TYPEAHEAD), SKILL])} or a Sales Navigator filter: "
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


@dataclass(frozen=True, slots=True)
class _RequestOptions:
    """Caller of a request, and its longest wait in seconds."""

    place: str
    max_wait: float = MAX_WAIT
    on_wait: OnWait | None = None


class Facets:
    """Lookup of facet values; stored answers are reused without a request."""

    def __init__(self, requests: Requests, store: AsyncStore) -> None:
        self._requests, self._store = requests, store
        self._known: dict[tuple[str, str | None], KnownFacet] = {}
        self.listeners: list[Callable[[str], None]] = []
        """Functions that are called with the facet after each live answer."""

    def clear(self) -> None:
        """Clear the memory, so that each facet is read from the store at its next use."""
        self._known.clear()

    async def known(self, facet: str, viewer_id: str | None = None) -> KnownFacet:
        """Return the known values of a facet, read from the store the first time.

        Answers for a viewer count for this viewer only. Raises StoreError.
        """
        if (facet, viewer_id) not in self._known:
            closed = closed_values(facet) is not None
            seen, asked = await self._store.run(
                lambda store: store.facets.known_values(facet, viewer_id)
            )
            index = ValueIndex(
                Value(v.id, v.text, ALSO.get((facet, v.id), ""), "here")
                for v in packaged_values(facet)
            )
            index.add(Value(v.id, v.text, v.headline, "seen") for v in seen)
            found = KnownFacet(facet, closed, index, viewer_id, asked)
            self._known.setdefault((facet, viewer_id), found)
        return self._known[facet, viewer_id]

    async def add_known_values(self, facet: str, values: Iterable[TypeaheadValue]) -> None:
        """Store values that are known from elsewhere, such as a pasted URL. Raises StoreError."""
        known = await self.known(facet)
        new = [value for value in values if known.index.get(value.id) is None]
        if not new or known.closed:
            return
        for one in self._known.values():
            if one.facet == facet:
                one.index.add(_index_values(new, "seen"))
        await self._store.run(lambda store: store.facets.add_values(facet, _rows(new), time()))

    async def values(
        self,
        facet: str,
        query: str,
        *,
        place: str,
        viewer_id: str | None = None,
        refresh: bool = False,
        limit: int | None = COUNT,
        max_wait: float = MAX_WAIT,
        on_wait: OnWait | None = None,
    ) -> FacetAnswer:
        """Return the values of a facet for a typed text, as a viewer sees them, the best first.

        Pages are requested up to ``limit`` values, None for all; the last page may exceed it.
        ``max_wait`` is the longest wait in seconds.

        Raises FacetError for an empty text in an open facet; LixError or StoreError.
        """
        query = clean_line(query)
        known = await self.known(facet, viewer_id)
        if known.closed:
            fitting, _ = known.suggest(query, limit=len(known.index))
            return FacetAnswer(
                tuple(TypeaheadValue(m.value.id, m.value.text) for m in fitting), "here"
            )
        if not query:
            message = "This facet has too many values to list. Type a part of the name."
            raise FacetError(message)
        if not refresh and (covered := await self._covered(known, query)) is not None:
            return covered
        options = _RequestOptions(place, max_wait, on_wait)
        found = await self._page(known, query, 0, (), options, refresh=refresh)
        start = COUNT
        while not found.is_whole and (limit is None or len(found.values) < limit):
            ids = tuple(value.id for value in found.values)
            page = await self._page(known, query, start, ids, options, refresh=refresh)
            found, start = found.with_next_page(page), start + COUNT
        return found

    async def load_next_page(self, known: KnownFacet, text: str, *, place: str) -> None:
        """Request the next page of a text, if there may be one.

        Raises LixError or StoreError.
        """
        query = clean_line(text)
        key = text_key(query)
        if known.has_more(query) and (start := known.next_start(key)) is not None:
            former = await self._stored_page(known, key, start - COUNT)
            ids = tuple(value.id for value in former.values) if former else ()
            await self._fetch_page(known, query, start, ids, _RequestOptions(place))

    async def _page(
        self,
        known: KnownFacet,
        query: str,
        start: int,
        before: Sequence[str],
        options: _RequestOptions,
        *,
        refresh: bool,
    ) -> FacetAnswer:
        """Return one page of a text, from the store if it is there."""
        kept = None if refresh else await self._stored_page(known, text_key(query), start)
        return kept or await self._fetch_page(known, query, start, before, options)

    async def _covered(self, known: KnownFacet, query: str) -> FacetAnswer | None:
        """Return the values for a text from the complete answer to a prefix; None without one."""
        key = text_key(query)
        shorter = None if key in known.requested else known.complete_prefix(key)
        if shorter is None or (found := await self._stored_page(known, shorter, 0)) is None:
            return None
        start = COUNT
        while not found.is_whole:
            page = await self._stored_page(known, shorter, start)
            if page is None:
                return None
            found, start = found.with_next_page(page), start + COUNT
        index = ValueIndex(_index_values(found.values, "seen"))
        by_id = {value.id: value for value in found.values}
        matches, _ = index.search(query, limit=len(by_id))
        return replace(found, values=tuple(by_id[match.value.id] for match in matches))

    async def _stored_page(self, known: KnownFacet, key: str, start: int) -> FacetAnswer | None:
        """Return the stored page of a text; None if it isn't stored."""
        facet, viewer, page = known.facet, known.viewer_id, page_key(key, start)
        if page not in known.requested:
            return None
        found = await self._store.run(lambda store: store.facets.find_prefix(facet, page, viewer))
        if found is None:
            return None
        try:
            values = _values(_endpoint(facet), found.body)
        except BadBody:  # stored by a version that read this form as an empty answer
            return None
        return FacetAnswer(values, "kept", found.fetched_at, is_whole=found.complete)

    async def _fetch_page(
        self,
        known: KnownFacet,
        query: str,
        start: int,
        before: Sequence[str],
        options: _RequestOptions,
    ) -> FacetAnswer:
        """Request one page of a text and store it; ``before`` are the ids of earlier pages."""
        facet, endpoint, viewer = known.facet, _endpoint(known.facet), known.viewer_id
        request = _request(facet, query, start, viewer)

        async def store_reply(reply: Reply, ledger_id: int) -> FacetAnswer:
            try:
                values = _values(endpoint, reply.body)
            except BadBody as error:
                await self._requests.store_unread(reply, ledger_id, error)
                raise
            key, ids = text_key(query), tuple(value.id for value in values)
            # a server that ignores `start` sends its first page again and again
            complete = len(values) < COUNT or (start > 0 and set(ids).issubset(before))
            known.index.add(_index_values(values, "live"))
            known.requested[page_key(key, start)] = complete
            known.answers[key] = (*(known.answers.get(key, ()) if start else ()), *ids)
            write = FacetWrite(
                facet=facet,
                prefix=page_key(key, start),
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
                await self._requests.write(lambda store: store.facets.save(write), reply=reply)
            except StoreError as error:  # the answer is shown although it isn't stored
                unsaved = str(error)
            for listener in tuple(self.listeners):
                listener(facet)
            return FacetAnswer(values, "live", reply.sent_at, unsaved, complete)

        return await self._requests.perform(
            request,
            Origin(options.place),
            store_reply,
            max_wait=options.max_wait,
            on_wait=options.on_wait,
        )

    async def skills(
        self, inputs: Sequence[SkillInput], *, place: str, viewer_id: str | None = None
    ) -> tuple[SkillChoice, ...]:
        """Return the skills with Recruiter's names; look up those without an entity (free).

        Raises SkillError for a name that isn't a skill or is several; LixError or StoreError.
        """
        return tuple([await self._skill(skill, place, viewer_id) for skill in inputs])

    async def _skill(self, skill: SkillInput, place: str, viewer_id: str | None) -> SkillChoice:
        if skill.entity is not None:
            return SkillChoice(skill.text, skill.entity, skill.required, skill.negated)
        answer = await self.values(SKILL, skill.text, place=place, viewer_id=viewer_id)
        found = answer.values
        same = [value for value in found if value.text.casefold() == skill.text.casefold()]
        if not same and len(found) == 1:
            same = list(found)
        if same:
            return SkillChoice(same[0].text, same[0].id, skill.required, skill.negated)
        if not found:
            message = f"'{skill.text}' isn't a skill in Recruiter. Try the beginning of its name."
            raise SkillError(message)
        some = ", ".join(value.text for value in found[:5])
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        message = f"'{skill.text}' isn't a skill in Recruiter. Choose one of {some}{more}."
        raise SkillError(message)


def _endpoint(facet: str) -> str:
    return "recruiter_facet" if facet == SKILL else "sales_facet"


def _request(facet: str, query: str, start: int, viewer_id: str | None) -> ApiRequest:
    """Return the request for one page; the Lix docs name Recruiter's type ``type`` and ``q``."""
    kind = {"type": SKILL, "q": SKILL} if facet == SKILL else {"type": facet}
    params = {"query": query, **kind, "count": COUNT, "start": start, "viewer_id": viewer_id}
    return ApiRequest(_endpoint(facet), params)


def _index_values(values: Iterable[TypeaheadValue], source: Source) -> list[Value]:
    return [Value(value.id, value.text, value.headline or "", source) for value in values]


def _rows(values: Iterable[TypeaheadValue]) -> list[FacetValue]:
    return [FacetValue(value.id, value.text, value.headline or "") for value in values]


def _values(endpoint: str, body: bytes) -> tuple[TypeaheadValue, ...]:
    """Return the values in an answer. Raises BadBody for an unknown format."""
    page = decode_as(FacetPage, endpoint, body)
    if not page.known:
        message = "The answer came in an unknown format"
        raise BadBody(message, endpoint=endpoint, status=200)
    return page.values
