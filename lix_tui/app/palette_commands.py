"""Declared commands of a screen as the palette lists them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from lix_tui.services.commands.command import Command
from lix_tui.services.commands.commands import COMMANDS
from lix_tui.widgets.key_bar import KeyBar


def palette_commands(app: App[int], screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield the commands of the palette that work on a screen, with their prices."""
    owners = {active.binding.id: active.node for active in screen.active_bindings.values()}
    for command in COMMANDS:
        if command.palette and (owner := owners.get(command.id)) is not None:
            run = partial(_run_command, app, owner, command.action)
            title = f"{command.title}{_price_of(screen, command)}"
            yield SystemCommand(title, command.help, run)


def _price_of(screen: Screen[object], command: Command) -> str:
    """Return ' · ', target and price of a command that buys on a screen; else empty."""
    prices = [bar.price_of(command.id) for bar in screen.query(KeyBar)]
    return "".join(
        f" · {price.price.words if price.label == command.title else price.words}"
        for price in prices
        if price is not None
    )


async def _run_command(app: App[int], owner: DOMNode, action: str) -> None:
    await app.run_action(action, owner)
