"""Prompt for anything that can be opened: it shows what a text means and what opening it costs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from lix_tui.screens.dialogs.prompt import InputRefused, PromptScreen
from lix_tui.services.action_prices import with_prices
from lix_tui.services.budget.cost_words import OFFLINE
from lix_tui.services.queries.link_targets import destination_of
from lix_tui.services.queries.query import QueryError
from lix_tui.widgets.line_input import LinkInput

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost
    from lix_tui.services.queries.destination import Destination


def open_prompt(host: AppHost) -> PromptScreen[Destination]:
    """Return a prompt for a link, id, URN, search URL, website, email address or file."""

    def accept(text: str) -> Destination:
        try:
            destination = destination_of(text, host.settings.viewer_id)
        except QueryError as error:
            raise InputRefused(str(error)) from error
        if not host.presses.may_buy():
            raise InputRefused(host.presses.refusal)
        return destination

    async def describe(text: str) -> AsyncIterator[Content]:
        """Yield what the text means and costs; then, once the store was read, its price now."""
        if not text.strip():
            yield Content("")
            return
        try:
            destination = destination_of(text, host.settings.viewer_id)
        except QueryError as error:
            yield Content.styled(str(error), "$warning")
            return
        yield _described(
            replace(destination, cost=OFFLINE) if host.settings.offline else destination
        )
        (priced,) = await with_prices(await host.services(), [destination])
        yield _described(priced)

    return PromptScreen(
        "Open anything",
        accept,
        "enter: open",
        "esc: close",
        placeholder="any link, id, URN, search URL, website, email address or saved file",
        describe=describe,
        input_type=LinkInput,
    )


def _described(destination: Destination) -> Content:
    return Content.assemble(
        (destination.words, "bold $success"), (f" · {destination.cost}", "$text-muted")
    )
