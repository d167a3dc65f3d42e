"""Notes and tags: written on any record of the library, one or many at once, and undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import category

from lix_tui.counts import counted
from lix_tui.services.library.tags import TagChange, count_tags
from lix_tui.store.annotations import Annotation, AnnotationChange
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

MOST_NOTE = 4000
"""Characters of a note."""
MOST_UNDONE = 50
"""Changes that can be undone, one after another."""


class NoteTooLong(Exception):
    """A note is longer than allowed; the message says what to do, and nothing was written."""


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A row's record: an entry of the library, or the keys that find its entry."""

    name: str
    kind: str = ""
    """Kind of its entry."""
    keys: tuple[str, ...] = ()
    entry_id: int | None = None
    """Id of the entry, if the row is one."""


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note to write in place of the present one, or with ``append`` after it."""

    text: str
    append: bool = False

    def of(self, note: str) -> str:
        """Return the changed note of an entry."""
        added = clean_note(self.text)
        return f"{note}\n{added}".strip() if self.append else added


class Annotations:
    """Notes and tags of the library's entries. Methods raise StoreError."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self._written: list[tuple[str, list[AnnotationChange]]] = []
        """Changes of this run of the program, the last one last, with their descriptions."""

    async def entries_of(self, refs: Sequence[RecordRef]) -> list[int | None]:
        """Return the id of each record's entry, None for a record that isn't in the library."""
        return await self._store.run(lambda store: _entries_of(store, refs))

    async def read(self, ids: Collection[int]) -> list[Annotation]:
        """Return note and tags of entries."""
        return await self._store.run(lambda store: store.annotations.read(ids))

    async def annotated(self, kind: str) -> dict[str, Annotation]:
        """Return every annotation of one kind of entry, by each key of its entry."""
        return await self._store.run(lambda store: store.annotations.annotated(kind))

    async def known_tags(self) -> dict[str, int]:
        """Return the tags of all entries with their numbers of entries, the most used first."""
        return count_tags(await self._store.run(lambda store: store.annotations.tag_texts()))

    async def write_note(self, ids: Collection[int], change: NoteChange) -> int:
        """Write or append a note; an empty one removes it. Return the number of changed entries.

        Raises NoteTooLong, and then writes nothing.
        """

        def changed(before: Annotation) -> Annotation:
            note = change.of(before.note)
            if len(note) > MOST_NOTE and len(note) > len(before.note):
                message = (
                    f"The note would have {len(note):,} characters. Use {MOST_NOTE:,} at most."
                )
                raise NoteTooLong(message)
            return replace(before, note=note)

        return await self._write(ids, changed, "note")

    async def write_tags(self, ids: Collection[int], change: TagChange) -> int:
        """Add and remove tags. Return the number of changed entries."""
        return await self._write(
            ids, lambda before: replace(before, tags=change.of(before.tags)), "tags"
        )

    async def undo(self) -> str:
        """Undo the last change of notes or tags; return a sentence about it."""
        if not self._written:
            return "No note or tag was changed since the start. There is nothing to undo."
        what, changes = self._written[-1]
        restored = await self._store.run(lambda store: store.annotations.restore(changes))
        self._written.pop()
        words = f"Restored the {what} of {counted(len(restored), 'record')}."
        if skipped := len(changes) - len(restored):
            words += f" {counted(skipped, 'record', ('was', 'were'))} changed since and left alone."
        return words

    async def _write(
        self, ids: Collection[int], change: Callable[[Annotation], Annotation], description: str
    ) -> int:
        changes = await self._store.run(lambda store: store.annotations.write(ids, change))
        if changes:
            self._written = [*self._written, (description, changes)][-MOST_UNDONE:]
        return len(changes)


def _entries_of(store: Store, refs: Sequence[RecordRef]) -> list[int | None]:
    keys: dict[str, dict[str, None]] = {}
    for ref in refs:
        keys.setdefault(ref.kind, {}).update(dict.fromkeys(ref.keys))
    found = {
        kind: store.annotations.find_entries(kind, wanted) for kind, wanted in keys.items() if kind
    }
    given = [ref.entry_id for ref in refs if ref.entry_id is not None]
    known = {one.entry_id for one in store.annotations.read(given)}
    return [
        next((found[ref.kind][key] for key in ref.keys if key in found[ref.kind]), None)
        if ref.entry_id is None
        else (ref.entry_id if ref.entry_id in known else None)
        for ref in refs
    ]


def control_problem(text: str, noun: str) -> str:
    """Return the sentence that a note or a tag has a control character; empty without one.

    White space isn't one. Left out alone, the first character of an escape sequence would leave the
    others as a text that nobody has typed.
    """
    found = next((char for char in text if category(char) == "Cc" and not char.isspace()), "")
    if not found:
        return ""
    return f"The {noun} has a control character (U+{ord(found):04X}). Remove it and try again."


def clean_note(text: str) -> str:
    """Return a note without control characters and without white space around it."""
    return "\n".join(clean_line(line) for line in text.splitlines()).strip()
