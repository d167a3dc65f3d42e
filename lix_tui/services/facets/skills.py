"""Skills of a Recruiter search: parsed from text, and as JSON of a request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lix_tui.text import clean_line

ENTITY = re.compile(r"urn:li:ts_skill:[0-9]{1,12}")
"""Recruiter's id of a skill (Lix docs, Recruiter facet search)."""
_NUMBER = re.compile(r"[0-9]{1,12}")
_PART = re.compile(r'\s*([+-]?)\s*(?:"([^"]*)"|([^,\n]*))\s*(?:[,\n]|$)')
MOST = 50
"""Skills of a search at most; more are probably a mistaken paste."""


class SkillError(ValueError):
    """A text that isn't a list of skills; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class SkillInput:
    """A skill as the user wrote it, with its name and optionally its entity."""

    text: str
    entity: str | None = None
    required: bool = False
    negated: bool = False

    @property
    def sign(self) -> str:
        """Prefix of the skill: '+' if required, '-' if excluded, empty if nice to have."""
        return "-" if self.negated else "+" if self.required else ""


@dataclass(frozen=True, slots=True)
class SkillChoice:
    """A skill with Recruiter's name and entity: required, excluded or nice to have."""

    text: str
    entity: str
    required: bool = False
    negated: bool = False

    @property
    def sign(self) -> str:
        """Prefix of the skill: '+' if required, '-' if excluded, empty if nice to have."""
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


def read_skills(text: str) -> tuple[SkillInput, ...]:
    """Parse skills written as ``+Python, -Java, SQL``: required, excluded, nice to have.

    A skill may have its entity, ``urn:li:ts_skill:261=Python``, and quotes around a name with a
    comma. Raises SkillError for a text without skills, or with one that can't be read.
    """
    found: list[SkillInput] = []
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or part.end() == at:
            rest = clean_line(text[at : at + 20])
            message = f"The skills can't be read from '{rest}' on. Write +Python, SQL."
            raise SkillError(message)
        at = part.end()
        sign, words = part[1], clean_line(part[2] if part[2] is not None else part[3])
        if words:
            found.append(_skill_input(sign, words))
    if not found:
        message = "Type at least one skill: +Python, SQL, -Java (required, nice to have, excluded)."
        raise SkillError(message)
    if len(found) > MOST:
        message = f"These are {len(found)} skills. Use {MOST} at most."
        raise SkillError(message)
    return tuple(found)


def _skill_input(sign: str, words: str) -> SkillInput:
    entity: str | None = None
    before, equals, after = words.partition("=")
    if equals and ENTITY.fullmatch(before.strip()):
        entity, words = before.strip(), after.strip()
    elif equals and _NUMBER.fullmatch(before.strip()):
        entity, words = f"urn:li:ts_skill:{before.strip()}", after.strip()
    elif words.startswith("urn:") or not words:
        words = ""
    if not words:
        message = "Write the skill's name: urn:li:ts_skill:261=Python, or Python."
        raise SkillError(message)
    return SkillInput(words, entity, required=sign == "+", negated=sign == "-")


def check_signs(skills: Iterable[SkillInput | SkillChoice]) -> None:
    """Raise SkillError for a skill that occurs with two signs, of which one would be lost."""
    signs: dict[str, str] = {}
    for skill in skills:
        if signs.setdefault(skill.text.casefold(), skill.sign) != skill.sign:
            message = f"'{skill.text}' occurs twice with different signs. Remove one."
            raise SkillError(message)


def skills_text(skills: Iterable[SkillChoice]) -> str:
    """Return skills as text; ``read_skills`` parses their names and signs."""
    return ", ".join(
        f'{skill.sign}"{skill.text}"' if "," in skill.text else f"{skill.sign}{skill.text}"
        for skill in skills
    )


def skills_key(skills: Iterable[SkillChoice]) -> str:
    """Return a key that is the same for every order and spelling of the same skills."""
    return "recruiter?skills=" + ",".join(sorted(f"{s.sign}{s.entity}" for s in skills))


def skills_json(skills: Iterable[SkillChoice]) -> str:
    """Return the skills as one line of JSON, as a search is stored."""
    return json.dumps({"skills": [skill.to_json() for skill in skills]})


def skills_from_json(text: str) -> tuple[SkillChoice, ...]:
    """Return the skills of a stored search; empty for text that isn't such JSON."""
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
