"""Recruiter's candidate search and its skills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lix_tui.sandbox.accounts import Account
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import params_invalid
from lix_tui.sandbox.routes.searches import SALES, page_json
from lix_tui.sandbox.search.boolean import words
from lix_tui.sandbox.search.order import in_sequence
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire.people import candidate
from lix_tui.sandbox.world import functions, profiles
from lix_tui.sandbox.world.people import Person


@dataclass(frozen=True, slots=True)
class Skills:
    """What a search asks for. Skills are compared by their folded names."""

    required: frozenset[str]
    negated: frozenset[str]
    optional: frozenset[str]

    def accept(self, person: Person) -> bool:
        """Whether somebody has all the required skills, none of the negated, one optional."""
        has = {words(name) for name, _ in profiles.skills(person)}
        if not self.required <= has or self.negated & has:
            return False
        return bool(self.required or not self.optional or self.optional & has)

    def missing(self, person: Person) -> int:
        """How many of the optional skills somebody lacks."""
        return len(self.optional - {words(name) for name, _ in profiles.skills(person)})


def recruiter_search(sandbox: Sandbox, call: Call, _account: Account) -> Answer:
    """Candidates by skill; skills and ``start`` are in the JSON body."""
    world = sandbox.world
    asked, start = _read_body(call.body)
    accepted = [person for person in world.people if asked.accept(person)]
    found = in_sequence(accepted, call.order, asked.missing)
    elements, place = page_json(found, start, SALES, lambda person: candidate(world, person))
    people = {"people": elements} if elements else {}
    return Answer({**people, "paging": place, "meta": {"sequenceId": call.sequence}})


def _read_body(body: object) -> tuple[Skills, int]:
    """The skills and the offset of a search.

    Raises:
        ApiError: 400, saying which part of the body is wrong.

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
            group = "negated" if item.get("negated") else "optional"
            groups["required" if item.get("required") else group].add(_skill(item))
    return Skills(*(frozenset(groups[name]) for name in ("required", "negated", "optional"))), start


def _skill(item: Mapping[str, object]) -> str:
    """The folded name of a skill, from its entity or else its text."""
    entity, text = item.get("entity"), item.get("text")
    number = str(entity or "").rsplit(":", 1)[-1]
    known = functions.skills().get(int(number)) if number.isascii() and number.isdigit() else None
    if known is None and not (isinstance(text, str) and text.strip()):
        raise params_invalid("every skill needs an entity or a text")
    return words(known or str(text))


def recruiter_facet(_sandbox: Sandbox, call: Call, _account: Account) -> Answer:
    """Skills whose name has the query, those beginning with it first."""
    if call.params.get("type", call.params.get("q")) != "skill":
        raise params_invalid("type must be skill")
    start, count = call.number("start", 0), call.number("count", 100)
    asked = words(call.params["query"]).strip()
    found = [(id_, name) for id_, name in functions.skills().items() if asked in words(name)]
    found.sort(key=lambda pair: (not words(pair[1]).strip().startswith(asked), pair[1]))
    page = found[start : start + count] if asked else []
    results = [{"entity": f"urn:li:ts_skill:{id_}", "text": name} for id_, name in page]
    return Answer(
        {
            "meta": {"sequenceId": call.sequence},
            "paging": {"count": len(page), "start": start, "total": len(found) if asked else 0},
            **({"results": results} if results else {}),
        }
    )
