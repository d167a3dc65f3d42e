"""Saved queries: under a name in the store, or shared as a small TOML file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from lix_tui.private_files import write_new
from lix_tui.services.facets.skills import skills_from_json
from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.query import Query, QueryError, query_from_skills, query_from_stored
from lix_tui.text import clean_line
from lix_tui.toml_file import TomlProblem, parse_toml, read_toml, reason_of

if TYPE_CHECKING:
    from lix_tui.store.rows import SavedQuery
    from lix_tui.store.worker import AsyncStore

MOST_NAME = 80
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query and what it is called."""

    name: str
    query: Query


class Saved:
    """The saved queries of this store. Methods raise StoreError."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store

    async def everything(self) -> list[SavedQuery]:
        """All of them, those used last first."""
        return await self._store.run(lambda store: store.saved_queries.all())

    async def save(self, name: str, query: Query) -> str:
        """Keep a query under a name, cleaned; returns it. One with that name is replaced."""
        name, at = checked_name(name), time()
        await self._store.run(
            lambda store: store.saved_queries.save(
                name=name, kind=query.kind, asked=query.asked, viewer_id=query.viewer_id, at=at
            )
        )
        return name

    async def used(self, name: str) -> None:
        """It was used just now."""
        at = time()
        await self._store.run(lambda store: store.saved_queries.touch(name, at))

    async def rename(self, old: str, new: str) -> str:
        """Another name for it; raises QueryError for one that is taken."""
        name = checked_name(new)
        if not await self._store.run(lambda store: store.saved_queries.rename(old, name)):
            message = f"'{name}' is the name of another saved query; choose another one."
            raise QueryError(message)
        return name

    async def duplicate(self, saved: SavedQuery) -> str:
        """The same under the next free name; returns that."""
        taken = {row.name.casefold() for row in await self.everything()}
        stem = re.sub(r" \d+$", "", saved.name)[: MOST_NAME - 4]
        names = (f"{stem} {number}" for number in range(2, 1000))
        name = next(name for name in names if name.casefold() not in taken)
        return await self.save(name, query_of_saved(saved).query)

    async def delete(self, name: str) -> None:
        """Forget it; its searches stay."""
        await self._store.run(lambda store: store.saved_queries.delete(name))


def checked_name(name: str) -> str:
    """A name in one line; raises QueryError for none."""
    name = clean_line(name)[:MOST_NAME].strip()
    if not name:
        message = "Give the query a name."
        raise QueryError(message)
    return name


def query_of_saved(saved: SavedQuery) -> NamedQuery:
    """The query that was saved; raises QueryError when it cannot be read any more."""
    return NamedQuery(saved.name, query_asked(saved.kind, saved.asked, saved.viewer_id))


def query_asked(kind: str, asked: str, viewer_id: str | None) -> Query:
    """The query of a kind that was written down as ``asked``; raises QueryError."""
    if kind not in KINDS:
        message = f"A query of the kind '{clean_line(kind)[:20]}' cannot be opened here."
        raise QueryError(message)
    if kind == "recruiter":
        skills = skills_from_json(asked)
        if not skills:
            message = "This Recruiter query names no skill."
            raise QueryError(message)
        return query_from_skills(skills, viewer_id)
    return query_from_stored(KINDS[kind].name, asked, viewer_id)  # type: ignore[index]  # checked


def to_toml(named: NamedQuery) -> str:
    """The query as a small TOML file to share."""
    query = named.query
    lines = [
        "# A saved query of lix-tui: open it with 'lix-tui FILE' or ctrl+o.",
        f"name = {_text(named.name)}",
        f"kind = {_text(query.kind)}",
    ]
    if query.skills:
        for skill in query.skills:
            lines += [
                "\n[[skills]]",
                f"text = {_text(skill.text)}",
                f"entity = {_text(skill.entity)}",
                f"required = {json.dumps(skill.required)}",
                f"negated = {json.dumps(skill.negated)}",
            ]
    else:
        lines.append(f"url = {_text(query.url)}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A TOML string: as JSON has them, but for what TOML wants escaped or cannot hold."""
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_toml(text: str) -> NamedQuery:
    """The query in a TOML file; raises QueryError with what is wrong with it."""
    try:
        return _query_in(parse_toml(text))
    except TomlProblem as problem:
        message = f"The file isn't a saved query: {clean_line(str(problem))[:160]}."
        raise QueryError(message) from None


def _query_in(parts: dict[str, object]) -> NamedQuery:
    kind, url = parts.get("kind"), parts.get("url")
    if not isinstance(kind, str):
        message = "The file names no kind; a saved query has name, kind and url."
        raise QueryError(message)
    asked = json.dumps({"skills": parts.get("skills")}) if kind == "recruiter" else url
    if not isinstance(asked, str):
        message = "The file has no url; a saved query has name, kind and url."
        raise QueryError(message)
    name = parts.get("name")
    query = query_asked(kind, asked, None)
    return NamedQuery(clean_line(name)[:MOST_NAME] if isinstance(name, str) else "", query)


def read_file(text: str) -> NamedQuery | None:
    """The query in the file that a text names, None when it names no TOML file.

    Raises QueryError for a file that cannot be read.
    """
    text = text.strip()
    if not text.lower().endswith(".toml") or len(text) > 4000 or "\0" in text or "://" in text:
        return None
    path = Path(text).expanduser()
    try:
        return _query_in(read_toml(path))
    except (OSError, TomlProblem) as error:
        reason = clean_line(reason_of(error))[:160]
        message = f"{clean_line(path.name)[:80]} cannot be read as a saved query: {reason}."
        raise QueryError(message) from None


def write_file(named: NamedQuery, folder: Path) -> Path:
    """Write the query beside what is there, under a name of its own; raises OSError.

    Only the user can read it: it says who is looked for.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", named.name.lower()).strip("-")[:50] or "query"
    for number in range(1, 1000):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}.toml"
        try:
            write_new(path, to_toml(named))
        except FileExistsError:
            continue
        return path
    message = "too many files of that name"
    raise OSError(message)
