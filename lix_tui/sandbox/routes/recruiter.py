"""Recruiter's candidate search and its skills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import params_invalid
from lix_tui.sandbox.routes.searches import SALES, page_json
from lix_tui.sandbox.search import keys
from lix_tui.sandbox.search.boolean import words
from lix_tui.sandbox.search.criteria import number
from lix_tui.sandbox.search.index import NOBODY, Found, all_people, people_in, people_with
from lix_tui.sandbox.search.offers import skills
from lix_tui.sandbox.search.order import order_by_sequence
from lix_tui.sandbox.search.typeahead import match_labels
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire.people import candidate
from lix_tui.sandbox.world import functions
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

_FLAGS = ("required", "negated", "selected")


@dataclass(frozen=True, slots=True)
class Skills:
    """Skills of a search: required, optional and negated. Compared by their folded names."""

    required: frozenset[str]
    negated: frozenset[str]
    optional: frozenset[str]

    def accepted(self, world: World) -> Found:
        """Return the people with all required skills, no negated one, and an optional one.

        With required skills, the optional ones only decide the order.
        """
        found = all_people(world)
        if self.required:
            found = found.intersection(*(_people_with_skill(world, name) for name in self.required))
        elif self.optional:
            found = NOBODY.union(*(_people_with_skill(world, name) for name in self.optional))
        return found.difference(*(_people_with_skill(world, name) for name in self.negated))

    def missing(self, world: World) -> Callable[[WorldPerson], int]:
        """Return a function that counts the optional skills a person lacks."""
        people_with = [_people_with_skill(world, name) for name in self.optional]
        return lambda person: sum(person.index not in people for people in people_with)


def _people_with_skill(world: World, skill: str) -> Found:
    return people_with(world, keys.skills, skill)


def recruiter_search(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return candidates by skill; skills and ``start`` are in the JSON body."""
    world = sandbox.world
    asked, start = _read_body(call.body)
    accepted = people_in(world, [asked.accepted(world)])
    found = order_by_sequence(accepted, call.order, asked.missing(world))
    elements, place = page_json(found, start, SALES, lambda person: candidate(world, person))
    people = {"people": elements} if elements else {}
    return Answer({**people, "paging": place, "meta": {"sequenceId": call.sequence}})


def _read_body(body: object) -> tuple[Skills, int]:
    """Return the skills and the offset of a search.

    Raises:
        ApiError: 400, naming the wrong part of the body.

    """
    if not isinstance(body, dict) or not isinstance(body.get("skills"), list):
        raise params_invalid("skills is required")
    foreign = sorted(set(body) - {"skills", "start"})
    if foreign:
        message = f"{foreign[0]} is not a field of this search"
        raise params_invalid(message)
    start = body.get("start", 0)
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        raise params_invalid("start must be a whole number")
    groups: dict[str, set[str]] = {"required": set(), "negated": set(), "optional": set()}
    for item in body["skills"]:
        if not isinstance(item, dict):
            raise params_invalid("skills must be objects")
        if item.get("selected", True):
            # A negated skill may be marked as required too.
            wanted = "required" if item.get("required") else "optional"
            groups["negated" if item.get("negated") else wanted].add(_skill(item))
    return Skills(*(frozenset(groups[name]) for name in ("required", "negated", "optional"))), start


def _skill(item: Mapping[str, object]) -> str:
    """Return the folded name of a skill, from its entity or else its text."""
    entity, text = item.get("entity", ""), item.get("text", "")
    if not isinstance(entity, str) or not isinstance(text, str):
        raise params_invalid("entity and text of a skill must be strings")
    if any(not isinstance(item.get(flag, False), bool) for flag in _FLAGS):
        message = f"{', '.join(_FLAGS)} of a skill must be true or false"
        raise params_invalid(message)
    known = functions.skills().get(number(entity) or 0)
    if known is None and not text.strip():
        raise params_invalid("every skill needs an entity or a text")
    return words(known or text)


def recruiter_facet(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return people's skills whose name contains the query, those that begin with it first."""
    if call.params.get("type", call.params.get("q")) != "skill":
        raise params_invalid("type must be skill")
    start, count = call.number("start", 0), call.number("count", 100)
    names = skills(sandbox.world)
    found = match_labels(names, call.params["query"])
    page = found[start : start + count]
    results = [{"entity": f"urn:li:ts_skill:{id_}", "text": names[id_]} for id_ in page]
    return Answer(
        {
            "meta": {"sequenceId": call.sequence},
            "paging": {"count": len(page), "start": start, "total": len(found)},
            **({"results": results} if results else {}),
        }
    )
