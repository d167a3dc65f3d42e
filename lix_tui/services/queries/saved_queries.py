"""Saved queries: named in the store, or shared as a TOML file."""

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
from lix_tui.toml_file import TomlProblem, read_toml, reason_of, toml_string

if TYPE_CHECKING:
    from lix_tui.store.rows import SavedQuery
    from lix_tui.store.worker import AsyncStore

MOST_NAME = 80
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query and its name."""

    name: str
    query: Query


class SavedQueries:
    """Saved queries in a store. Methods raise StoreError."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store

    async def list_all(self) -> list[SavedQuery]:
        """Return all saved queries, the last used first."""
        return await self._store.run(lambda store: store.saved_queries.all())

    async def save(self, name: str, query: Query) -> str:
        """Save a query and return its cleaned name. A query of the same name is replaced."""
        name, at = checked_name(name), time()
        await self._store.run(
            lambda store: store.saved_queries.save(
                name=name,
                kind=query.kind,
                definition=query.definition,
                viewer_id=query.viewer_id,
                at=at,
            )
        )
        return name

    async def mark_used(self, name: str) -> None:
        """Record that a query is used now."""
        at = time()
        await self._store.run(lambda store: store.saved_queries.touch(name, at))

    async def rename(self, old: str, new: str) -> str:
        """Rename a query and return the cleaned name. Raises QueryError if the name is taken."""
        name = checked_name(new)
        if not await self._store.run(lambda store: store.saved_queries.rename(old, name)):
            message = f"'{name}' is the name of another saved query. Choose another one."
            raise QueryError(message)
        return name

    async def duplicate(self, saved: SavedQuery) -> str:
        """Save a copy of a query and return its name, the next free one."""
        taken = {row.name.casefold() for row in await self.list_all()}
        stem = re.sub(r" \d+$", "", saved.name)[: MOST_NAME - 4]
        names = (f"{stem} {number}" for number in range(2, 1000))
        name = next(name for name in names if name.casefold() not in taken)
        return await self.save(name, query_of_saved(saved).query)

    async def delete(self, name: str) -> None:
        """Delete a saved query; its searches stay in the store."""
        await self._store.run(lambda store: store.saved_queries.delete(name))


def checked_name(name: str) -> str:
    """Return a name as one line. Raises QueryError for an empty name."""
    name = clean_line(name)[:MOST_NAME].strip()
    if not name:
        message = "Give the query a name."
        raise QueryError(message)
    return name


def query_of_saved(saved: SavedQuery) -> NamedQuery:
    """Return a saved query. Raises QueryError if it can't be read any more."""
    return NamedQuery(
        saved.name, query_from_definition(saved.kind, saved.definition, saved.viewer_id)
    )


def query_from_definition(kind: str, definition: str, viewer_id: str | None) -> Query:
    """Return the query with a definition. Raises QueryError."""
    if kind not in KINDS:
        message = f"'{clean_line(kind)[:20]}' isn't a kind of query. Use {', '.join(KINDS)}."
        raise QueryError(message)
    if kind == "recruiter":
        skills = skills_from_json(definition)
        if not skills:
            message = "This Recruiter query doesn't have a skill. Add one under [[skills]]."
            raise QueryError(message)
        return query_from_skills(skills, viewer_id)
    return query_from_stored(KINDS[kind].name, definition, viewer_id)  # type: ignore[index]  # checked


def to_toml(named: NamedQuery) -> str:
    """Return the query as the text of a TOML file."""
    query = named.query
    lines = [
        "# A saved query of lix-tui: open it with 'lix-tui FILE' or ctrl+o.",
        f"name = {toml_string(named.name)}",
        f"kind = {toml_string(query.kind)}",
    ]
    if query.skills:
        for skill in query.skills:
            lines += [
                "\n[[skills]]",
                f"text = {toml_string(skill.text)}",
                f"entity = {toml_string(skill.entity)}",
                f"required = {json.dumps(skill.required)}",
                f"negated = {json.dumps(skill.negated)}",
            ]
    else:
        lines.append(f"url = {toml_string(query.url)}")
    return "\n".join(lines) + "\n"


def _query_in(parts: dict[str, object]) -> NamedQuery:
    kind, url = parts.get("kind"), parts.get("url")
    if not isinstance(kind, str):
        message = "The file doesn't have a kind. A saved query has name, kind and url."
        raise QueryError(message)
    asked = json.dumps({"skills": parts.get("skills")}) if kind == "recruiter" else url
    if not isinstance(asked, str):
        message = "The file doesn't have a url. A saved query has name, kind and url."
        raise QueryError(message)
    name = parts.get("name")
    query = query_from_definition(kind, asked, None)
    return NamedQuery(clean_line(name)[:MOST_NAME] if isinstance(name, str) else "", query)


def read_file(text: str) -> NamedQuery | None:
    """Return the query in the TOML file of a path; None if the text isn't such a path.

    Raises QueryError for a file that can't be read.
    """
    text = text.strip()
    if not text.lower().endswith(".toml") or len(text) > 4000 or "\0" in text or "://" in text:
        return None
    path = Path(text).expanduser()
    try:
        return _query_in(read_toml(path))
    except (OSError, TomlProblem) as error:
        reason = clean_line(reason_of(error))[:160]
        message = f"{clean_line(path.name)[:80]} can't be read as a saved query: {reason}."
        raise QueryError(message) from None


def write_file(named: NamedQuery, folder: Path) -> Path:
    """Write the query to a new file in a folder and return its path. Raises OSError.

    Only the user can read the file, because it shows who the user is looking for.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", named.name.lower()).strip("-")[:50] or "query"
    for number in range(1, 1000):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}.toml"
        try:
            write_new(path, to_toml(named))
        except FileExistsError:
            continue
        return path
    message = "1,000 files of that name exist"
    raise OSError(message)
