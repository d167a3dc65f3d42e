"""Commands for notes and tags, on the record in front of the user or on many marked rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Literal

from lix_tui.counts import counted
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.library.annotations import Annotations, RecordRef
    from lix_tui.services.records.record_type import LookedUp, RecordType
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.store.annotations import Annotation

NO_RECORD = "The cursor isn't on a record. Move it to one, then write your note or tags."
NO_ENTRY = "This record isn't in the library yet. Open it first, then write your note or tags."
AnnotationCommand = Literal["note", "tags", "undo"]
UNDO = "Press <{scope}.undo> to undo."


class AnnotationActions:
    """Commands that write notes and tags at once, and undo the last of them."""

    def __init__(
        self,
        screen: LixScreen,
        scope: str,
        refs: Callable[[], Sequence[RecordRef]],
        changed: Callable[[], None] = lambda: None,
        settle: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """``scope`` is the scope of the screen's commands.

        ``refs`` returns the records of the marked rows, else of the row under the cursor;
        ``changed`` is called after something was written, ``settle`` before the records are read.
        """
        self._settle = settle
        self._screen, self._scope = screen, scope
        self._refs, self._changed = refs, changed

    def run(self, command: AnnotationCommand) -> None:
        """Edit the note or the tags of the record or of all marked rows, or undo that."""
        if command == "undo":
            self._run(self._undo())
        else:
            self._start(self._edit_note if command == "note" else self._edit_tags)

    def _start(self, edit: Callable[[Annotations, str, list[Annotation]], Awaitable[str]]) -> None:
        # after marks that were set just before: their messages are on the way
        self._screen.call_after_refresh(lambda: self._run(self._edit(edit)))

    def _run(self, work: Awaitable[None]) -> None:
        self._screen.run_worker(work, group="write", exclusive=True, exit_on_error=False)

    async def _edit(
        self, edit: Callable[[Annotations, str, list[Annotation]], Awaitable[str]]
    ) -> None:
        if self._settle is not None:
            await self._settle()
        refs = self._refs()
        if not refs:
            self._screen.report(NO_RECORD, problem=True)
            return
        annotations = (await self._screen.host.services()).annotations
        entries = await annotations.entries_of(refs)
        ids = list(dict.fromkeys(entry for entry in entries if entry is not None))
        missing = entries.count(None)
        if not ids:
            self._screen.report(NO_ENTRY, problem=True)
            return
        present = await annotations.read(ids)
        name = refs[0].name if len(refs) == 1 else counted(len(ids), "record")
        if not (words := await edit(annotations, name, present)):
            return
        if missing:
            words += f" {counted(missing, 'row', ('isn’t', 'aren’t'))} in the library."
        self._screen.report(f"{words} {UNDO.format(scope=self._scope)}")
        self._changed()

    async def _edit_note(
        self, annotations: Annotations, name: str, present: list[Annotation]
    ) -> str:
        from lix_tui.screens.dialogs.note import NoteScreen
        from lix_tui.services.library.annotations import NoteTooLong

        notes = [one.note for one in present]
        text, problem = None, ""
        while True:
            dialog = NoteScreen(f"Note · {name}", notes, text=text, problem=problem)
            change = await self._screen.app.push_screen_wait(dialog)
            if change is None:
                return ""
            try:
                count = await annotations.write_note([one.entry_id for one in present], change)
            except (StoreError, NoteTooLong) as error:  # what the user wrote stays on screen
                text, problem = change.text, str(error)
            else:
                return f"Note written on {counted(count, 'record')}." if count else ""

    async def _edit_tags(
        self, annotations: Annotations, name: str, present: list[Annotation]
    ) -> str:
        from lix_tui.screens.dialogs.tags import TagsScreen

        tags, known = [one.tags for one in present], await annotations.known_tags()
        text, problem = None, ""
        while True:
            dialog = TagsScreen(f"Tags · {name}", tags, known, text=text, problem=problem)
            change = await self._screen.app.push_screen_wait(dialog)
            if change is None:
                return ""
            try:
                count = await annotations.write_tags([one.entry_id for one in present], change)
            except StoreError as error:
                text, problem = dialog.text, str(error)
            else:
                return f"{change.words} on {counted(count, 'record')}." if count else ""

    async def _undo(self) -> None:
        annotations = (await self._screen.host.services()).annotations
        self._screen.report(await annotations.undo())
        self._changed()


def refs_of_detail(
    record_type: RecordType[LookedUp], link: str, title: str, detail: Detail | None
) -> list[RecordRef]:
    """Return the record that a detail screen is about; of an email address, its owners."""
    from lix_tui.services.library.annotations import RecordRef

    if record_type.subject or detail is None:
        own = record_type.own_links(detail.record) if detail else ()
        keys = record_type.keys(*(text for text in (link, *own) if text))
        return [RecordRef(title, record_type.subject or record_type.entry_kind, keys)]
    listings = record_type.listings(detail.record, link)
    owners = [one for one in listings if one.kind == record_type.entry_kind]
    return [RecordRef(one.name, one.kind, one.keys) for one in owners]


async def show_annotations(screen: LixScreen, refs: Sequence[RecordRef]) -> None:
    """Show note and tags of a record under its head; of several records, none."""
    from lix_tui.widgets.annotation_line import AnnotationLine

    annotations = (await screen.host.services()).annotations
    entries = await annotations.entries_of(refs)
    found = await annotations.read([entry for entry in entries if entry is not None])
    note, tags = (found[0].note, found[0].tags) if len(found) == 1 else ("", "")
    line = next(iter(screen.query(AnnotationLine)), None)
    if line is None and (note or tags) and screen.is_attached:
        line = AnnotationLine()  # most records have neither
        await screen.mount(line, after="#detail-head")
    if line is not None:
        line.show(note, tags)
