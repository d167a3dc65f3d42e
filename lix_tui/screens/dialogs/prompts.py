"""Prompts for a name and for the value of a setting."""

from __future__ import annotations

from collections.abc import Callable

from lix_tui.screens.dialogs.prompt import InputRefused, PromptScreen

SAVE, CANCEL = "enter: save", "esc: cancel"


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


def setting_prompt(
    name: str, text: str, note: str, change: Callable[[str], str | None]
) -> PromptScreen[str]:
    """Return a prompt for a setting; ``change`` applies a text or returns why it can't be used."""

    def accept(value: str) -> str:
        if problem := change(value):
            raise InputRefused(problem)
        return value

    return PromptScreen(name, accept, SAVE, "empty: default", CANCEL, text=text, note=note)
