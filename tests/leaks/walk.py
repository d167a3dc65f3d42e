"""A walk over every screen, as keys: for a pilot, and for a pseudo-terminal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Keys in Textual's spelling, and the class of the screen that is then on top."""

    screen: str
    keys: tuple[str, ...]


def _step(screen: str, *keys: str) -> Step:
    return Step(screen, keys)


def _typed(text: str) -> tuple[str, ...]:
    names = {
        " ": "space", ".": "full_stop", "/": "slash", "-": "minus", "@": "at",
        ":": "colon", "?": "question_mark", "=": "equals_sign", "&": "ampersand",
    }  # fmt: skip
    return tuple(names.get(char, char) for char in text)


SEARCH = "SearchScreen"
PAGE_LINK = "https://www.linkedin.com/search/results/companies/?keywords=software&page=3"
RECORDS: tuple[Step, ...] = (
    _step(SEARCH, *_typed("engineer"), "enter"),
    _step(SEARCH, "m"),
    _step("RecordPreview", "p"),
    _step(SEARCH, "escape"),
    _step("RawScreen", "i"),
    _step("RawScreen", "slash", *_typed("name"), "enter", "n", "v", "p", "y"),
    _step(SEARCH, "escape", "escape"),
    _step("RawScreen", "I"),
    _step(SEARCH, "escape"),
    _step(SEARCH, "y"),
    _step("CopyMenu", "Y"),
    _step(SEARCH, "down", "down", "enter"),
    _step("RelatedMenu", "full_stop"),
    _step(SEARCH, "escape"),
    _step("JumpScreen", "semicolon"),
    _step(SEARCH, "escape"),
    _step("ColumnsScreen", "c"),
    _step(SEARCH, "escape"),
    _step(SEARCH, "t", "T", "F", "a", "enter", "escape"),
    _step("ExportScreen", "space", "e"),
    _step("ColumnPicker", "f2"),
    _step("PresetMenu", "f3"),
    _step("ColumnPicker", "escape"),
    _step("ExportScreen", "escape"),
    _step(SEARCH, "enter"),
    _step("PromptScreen", "s"),
    _step(SEARCH, "enter"),
    _step("SavedScreen", "S"),
    _step("SavedScreen", "t", "y"),
    _step(SEARCH, "escape"),
    _step("ViewerPicker", "v"),
    _step(SEARCH, "escape"),
    _step("DetailScreen", "enter"),
    _step("DetailScreen", "y", "o"),
    _step("RawScreen", "i"),
    _step("DetailScreen", "escape"),
    _step("CopyMenu", "Y"),
    _step("DetailScreen", "escape"),
    _step("ListScreen", "C"),
    _step("ListScreen", "m"),
    _step("DetailScreen", "B"),
    _step(SEARCH, "escape"),
    _step("LookupPage", "E"),
    _step(SEARCH, "down", "enter"),
    _step("HomeScreen", "0"),
    _step("FilePicker", "E"),
    _step("HomeScreen", "escape"),
    _step("RunScreen", "enter"),
    _step("HomeScreen", "escape"),
    _step("LibraryScreen", "7"),
    _step("LibraryScreen", "enter", "down"),
    _step("NoteScreen", "n"),
    _step("LibraryScreen", *_typed("met her"), "enter"),
    _step("TagsScreen", "number_sign"),
    _step("LibraryScreen", *_typed("icp"), "enter"),
    _step("ConfirmScreen", "D"),
    _step("LibraryScreen", "escape"),
)
"""A search, what can be done with its rows, a record, and what was fetched."""
PROGRAM: tuple[Step, ...] = (
    _step("AccountScreen", "escape", "8"),
    _step("LedgerScreen", "t"),
    _step("AccountScreen", "escape"),
    _step("SettingsScreen", "comma"),
    _step("PromptScreen", "enter"),
    _step("SettingsScreen", "escape"),
    _step("AccountScreen", "escape"),
    _step("DebugScreen", "exclamation_mark"),
    _step("DebugScreen", "y"),
    _step("AccountScreen", "escape"),
    _step("HelpScreen", "f1"),
    _step("AccountScreen", "escape"),
    _step("ThemeMenu", "f12"),
    _step("AccountScreen", "escape"),
    _step("PromptScreen", "ctrl+o"),
    _step("AccountScreen", *_typed("me"), "escape"),
    _step("CommandPalette", "ctrl+p"),
    _step("CommandPalette", *_typed("oliv")),
    _step("AccountScreen", "escape", "escape"),
)
"""Screens about the program itself, which come closest to showing the key."""
AREAS: tuple[Step, ...] = (
    _step(SEARCH, "5", "escape", "f"),
    _step("PickerScreen", "slash", *_typed("geography"), "enter"),
    _step("PickerScreen", *_typed("aus"), "down"),
    _step(SEARCH, "escape", "escape"),
    _step(SEARCH, "a", "escape", "f"),
    _step("RangeScreen", "slash", *_typed("annual revenue"), "enter"),
    _step(SEARCH, "escape", "escape"),
    *(
        step
        for area, asked in (("2", "engineer"), ("3", "data"), ("4", "data"), ("6", "python"))
        for step in (
            _step(SEARCH, area, *_typed(asked), "enter"),
            _step("DetailScreen", "enter"),
            _step(SEARCH, "escape"),
        )
    ),
    _step(SEARCH, "9", *_typed("alfie-lambert"), "enter"),
    _step("PageMenu", "4", "slash", "ctrl+u", *_typed(PAGE_LINK), "enter"),
    _step(SEARCH, "escape"),
    _step("ViewerPicker", "escape", "b"),
    _step("ConfirmScreen", *_typed("alfie-lambert"), "enter"),
    _step("InboxScreen", "enter"),
    _step("InboxScreen", "m"),
    _step(SEARCH, "escape"),
)  # fmt: skip
"""The filters, and the other kinds with a record of each."""
WALK = (*RECORDS, *PROGRAM, *AREAS)
NOT_WALKED = {"WelcomeScreen": "it is there before there is a key, and has a test of its own"}
