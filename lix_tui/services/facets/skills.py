"""The skills of a Recruiter search, as they are written and as they are sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lix_tui.text import clean_line

ENTITY = re.compile(r"urn:li:ts_skill:[0-9]{1,12}")
"""What Recruiter knows a skill by (Lix docs, Recruiter facet search)."""
_NUMBER = re.compile(r"[0-9]{1,12}")
_PART = re.compile(r'\s*([+-]?)\s*(?:"([^"]*)"|([^,\n]*))\s*(?:[,\n]|$)')
MOST = 50
"""More skills than this are a paste gone wrong rather than a search."""


class SkillError(ValueError):
    """A text names no skills; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class WantedSkill:
    """A skill as it was written: by its name, its entity, or both."""

    text: str
    entity: str | None = None
    required: bool = False
    negated: bool = False

    @property
    def sign(self) -> str:
        """'+' for required, '-' for excluded, nothing for nice to have."""
        return "-" if self.negated else "+" if self.required else ""


@dataclass(frozen=True, slots=True)
class SkillChoice:
    """A skill as Recruiter knows it, and whether candidates must or must not have it."""

    text: str
    entity: str
    required: bool = False
    negated: bool = False

    @property
    def sign(self) -> str:
        """'+' for required, '-' for excluded, nothing for nice to have."""
        return "-" if self.negated else "+" if self.required else ""

    def to_json(self) -> dict[str, object]:
        """Return the skill in the body of a request."""
        return {
            "text": self.text,
            "entity": self.entity,
            "negated": self.negated,
            "required": self.required,
            "selected": True,
        }


def read_skills(text: str) -> tuple[WantedSkill, ...]:
    """Skills written as ``+Python, -Java, SQL``: required, excluded, nice to have.

    Each may carry its entity, ``urn:li:ts_skill:261=Python``, and be quoted where its name has a
    comma. Raises SkillError for a text without any, or with one that cannot be read.
    """
    found: list[WantedSkill] = []
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or part.end() == at:
            message = f"The skills cannot be read from '{clean_line(text[at : at + 20])}' on."
            raise SkillError(message)
        at = part.end()
        sign, words = part[1], clean_line(part[2] if part[2] is not None else part[3])
        if words:
            found.append(_wanted(sign, words))
    if not found:
        message = "Name at least one skill: +Python, SQL, -Java (required, nice to have, excluded)."
        raise SkillError(message)
    if len(found) > MOST:
        message = f"These are {len(found)} skills; use {MOST} at most."
        raise SkillError(message)
    return tuple(found)


def _wanted(sign: str, words: str) -> WantedSkill:
    entity: str | None = None
    before, equals, after = words.partition("=")
    if equals and ENTITY.fullmatch(before.strip()):
        entity, words = before.strip(), after.strip()
    elif equals and _NUMBER.fullmatch(before.strip()):
        entity, words = f"urn:li:ts_skill:{before.strip()}", after.strip()
    elif words.startswith("urn:") or not words:
        words = ""
    if not words:
        message = "Write a skill with its name: urn:li:ts_skill:261=Python, or the name alone."
        raise SkillError(message)
    return WantedSkill(words, entity, required=sign == "+", negated=sign == "-")


def check_signs(skills: Iterable[WantedSkill | SkillChoice]) -> None:
    """Raise SkillError for a skill that is asked for in two ways, of which one would be lost."""
    signs: dict[str, str] = {}
    for skill in skills:
        if signs.setdefault(skill.text.casefold(), skill.sign) != skill.sign:
            message = f"'{skill.text}' is asked for in two ways; keep one of them."
            raise SkillError(message)


def skills_text(skills: Iterable[SkillChoice]) -> str:
    """Skills as people write them; ``read_skills`` reads the names and signs back."""
    return ", ".join(
        f'{skill.sign}"{skill.text}"' if "," in skill.text else f"{skill.sign}{skill.text}"
        for skill in skills
    )


def skills_key(skills: Iterable[SkillChoice]) -> str:
    """Return the same for every order and every spelling of the same skills."""
    return "recruiter?skills=" + ",".join(sorted(f"{s.sign}{s.entity}" for s in skills))


def skills_json(skills: Iterable[SkillChoice]) -> str:
    """Return the skills as one line of JSON, as a search is kept."""
    return json.dumps({"skills": [skill.to_json() for skill in skills]})


def skills_from_json(text: str) -> tuple[SkillChoice, ...]:
    """Return the skills of a kept search; none when the text holds no such thing."""
    try:
        body: object = json.loads(text)
    except ValueError:
        return ()
    items = body.get("skills") if isinstance(body, dict) else None
    return tuple(
        SkillChoice(
            clean_line(str(item["text"])),
            str(item["entity"]),
            required=item.get("required") is True,
            negated=item.get("negated") is True,
        )
        for item in (items if isinstance(items, list) else ())
        if isinstance(item, dict) and "text" in item and ENTITY.fullmatch(str(item.get("entity")))
    )
