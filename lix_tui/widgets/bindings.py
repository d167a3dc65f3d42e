"""Textual bindings made from the command declarations."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from lix_tui.services.commands.command import Scope
from lix_tui.services.commands.commands import commands_of


def bindings_for(scope: Scope) -> list[BindingType]:
    """Return the bindings of one scope's commands, each with its command's stable id."""
    return [
        Binding(
            command.keys,
            command.action,
            command.title,
            show=command.footer,
            tooltip=command.help,
            id=command.id,
            priority=command.id == "app.quit",
        )
        for command in commands_of(scope)
    ]
