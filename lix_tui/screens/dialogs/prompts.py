"""Prompts for a name, for the viewer of a search, and for the value of a setting."""

from __future__ import annotations

from collections.abc import Callable

from lix_tui.screens.dialogs.prompt import InputRefused, PromptScreen
from lix_tui.services.queries.query import QueryError, viewer_named
from lix_tui.widgets.line_input import LinkInput

SAVE, CANCEL = "enter: save", "esc: cancel"
VIEWER_NOTE = (
    "Searches then use what that LinkedIn account can see, such as its connections. Lix needs no "
    "sequence_id with a viewer, so none is sent. Leave the field empty to search without a viewer."
)


def name_prompt(
    title: str,
    text: str,
    placeholder: str = "a name",
    *,
    action: str = "save",
    allow_empty: bool = False,
) -> PromptScreen[str]:
    """Return a prompt for a text, with ``text`` to start from; ``action`` is what enter does."""

    def accept(value: str) -> str:
        if not value.strip() and not allow_empty:
            raise InputRefused
        return value

    return PromptScreen(
        title, accept, f"enter: {action}", CANCEL, text=text, placeholder=placeholder
    )


def viewer_prompt(viewer_id: str | None) -> PromptScreen[str]:
    """Return a prompt for a viewer, with the present one to start from.

    The result is a viewer id, or '' for no viewer.
    """

    def accept(value: str) -> str:
        try:
            return viewer_named(value) if value.strip() else ""
        except QueryError as error:
            raise InputRefused(str(error)) from error

    return PromptScreen(
        "Search as a viewer",
        accept,
        SAVE,
        CANCEL,
        text=viewer_id or "",
        placeholder="alfie-lambert, a member id, or a profile link",
        note=VIEWER_NOTE,
        input_type=LinkInput,
    )


def setting_prompt(
    name: str, text: str, note: str, change: Callable[[str], str | None]
) -> PromptScreen[str]:
    """Return a prompt for a setting; ``change`` applies a text or returns why it can't be used."""

    def accept(value: str) -> str:
        if problem := change(value):
            raise InputRefused(problem)
        return value

    return PromptScreen(name, accept, SAVE, "empty: default", CANCEL, text=text, note=note)
