"""Values of filters: from the closed sets, from what was asked before, else from Lix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING, Literal

from lix_tui.api.decoding import decode_as
from lix_tui.api.models.facets import FacetPage, FacetValue
from lix_tui.explorer.requests import PATIENCE, BeforeSend, OnWait, Origin, Requests
from lix_tui.explorer.skills import Skill, SkillError, WantedSkill
from lix_tui.linkedin.facets import TYPEAHEAD, closed_values, facet_of
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.client import LixClient
    from lix_tui.api.reply import Reply
    from lix_tui.store.worker import AsyncStore

SKILL = "skill"
"""The facet that Recruiter answers."""
ALIASES = {"SENIORITY": "SENIORITY_V2", "COMPANY_TITLE": "TITLE", "COMPANY": "COMPANY_WITH_LIST"}
"""Names the Lix docs use in places for facets that they list otherwise."""
COUNT = 100
"""Values an answer has at most (the API's default)."""

Source = Literal["here", "kept", "live"]


class FacetError(ValueError):
    """There is no such facet, or nothing to look up; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class FacetAnswer:
    """Values with where they come from."""

    values: tuple[FacetValue, ...]
    source: Source
    """``here``: a closed set of LinkedIn's, no request; ``kept``: asked before; ``live``: now."""
    at: float | None = None
    """When it was fetched, in seconds since the epoch; None for a closed set."""


def facet_named(name: str) -> str:
    """The facet that a user means: its own name, an alias, or the name of a filter.

    Raises FacetError with the names there are.
    """
    upper = name.strip().upper()
    if upper == SKILL.upper():
        return SKILL
    found = upper if upper in TYPEAHEAD else ALIASES.get(upper) or facet_of(upper)
    if found is None:
        known = ", ".join([*sorted(TYPEAHEAD), SKILL])
        message = f"There is no facet '{clean_line(name)[:40]}'; there are {known}."
        raise FacetError(message)
    return found


def matching(query: str, values: Iterable[FacetValue]) -> list[FacetValue]:
    """The values whose text has the query, those that begin with it first, then words of it."""
    asked = " ".join(query.casefold().split())
    ranked = [
        (rank, place, value)
        for place, value in enumerate(values)
        if (rank := _rank(asked, value.text.casefold())) is not None
    ]
    return [value for _, _, value in sorted(ranked, key=lambda entry: entry[:2])]


def _rank(asked: str, text: str) -> int | None:
    if not asked or text == asked:
        return 0
    at = text.find(asked)
    if at < 0:
        return None
    return 1 if at == 0 else 2 if not text[at - 1].isalnum() else 3


class Facets:
    """Looks values up; an answer that was given once is given again for nothing."""

    def __init__(self, client: LixClient, requests: Requests, store: AsyncStore) -> None:
        self._client, self._requests, self._store = client, requests, store

    async def values(
        self,
        facet: str,
        query: str,
        *,
        place: str,
        refresh: bool = False,
        patience: float = PATIENCE,
        on_wait: OnWait | None = None,
    ) -> FacetAnswer:
        """The values of a facet for what was typed, the best first.

        Raises FacetError for nothing typed into an open set; LixError or StoreError.
        """
        query = clean_line(query)
        closed = closed_values(facet)
        if closed is not None:
            values = (FacetValue(value.id, value.text) for value in closed)
            return FacetAnswer(tuple(matching(query, values)), "here")
        if not query:
            message = "Type what to look for: the values of this facet are too many to list."
            raise FacetError(message)
        key = f"{facet}:{query.casefold()}"
        endpoint = "recruiter_facet" if facet == SKILL else "sales_facet"
        if not refresh:
            kept = await self._store.run(lambda store: store.find_record("facet", (key,)))
            if kept is not None:
                return FacetAnswer(_values(endpoint, kept.body), "kept", kept.fetched_at)

        async def call(before_send: BeforeSend) -> Reply:
            if facet == SKILL:
                return await self._client.recruiter_facet(query, before_send=before_send)
            return await self._client.sales_facet(facet, query, before_send=before_send)

        async def keep(reply: Reply, ledger_id: int) -> FacetAnswer:
            values = _values(endpoint, reply.body)
            await self._store.run(
                lambda store: store.save_record(
                    kind="facet",
                    keys=(key,),
                    ledger_id=ledger_id,
                    endpoint=endpoint,
                    body=reply.body,
                    at=reply.sent_at,
                    status=reply.status,
                    elapsed=reply.elapsed,
                )
            )
            return FacetAnswer(values, "live", time())

        return await self._requests.perform(
            endpoint, Origin(place), call, keep, patience=patience, on_wait=on_wait
        )

    async def skills(self, wanted: Sequence[WantedSkill], *, place: str) -> tuple[Skill, ...]:
        """The skills as Recruiter knows them; those without an entity are looked up (free).

        Raises SkillError for a name that is no skill or several; LixError or StoreError.
        """
        return tuple([await self._skill(skill, place) for skill in wanted])

    async def _skill(self, wanted: WantedSkill, place: str) -> Skill:
        if wanted.entity is not None:
            return Skill(wanted.text, wanted.entity, wanted.required, wanted.negated)
        found = (await self.values(SKILL, wanted.text, place=place)).values
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


def _values(endpoint: str, body: bytes) -> tuple[FacetValue, ...]:
    return decode_as(FacetPage, endpoint, body).values
