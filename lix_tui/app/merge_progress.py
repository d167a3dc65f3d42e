"""Messages about the merge of an older store's answers, which runs in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from textual.app import App

    from lix_tui.services.services import Services

FEW = 200
"""Answers that are merged without a message, as that takes about a second."""
STEPS = 4
"""Messages about progress, in equal parts of the work."""


async def merge_stored_answers(app: App[int], services: Services) -> None:
    """Merge the answers of an older store into records, and say how far that is."""
    said = -1

    def show(done: int, count: int) -> None:
        nonlocal said
        step = done * STEPS // count
        if count < FEW or step == said:
            return
        said = step
        if done < count:
            share = f" ({step * 100 // STEPS}%)" if step else ""
            words = f"Merging {count:,} stored answers into records{share}. You can go on working."
        else:
            words = f"{count:,} stored answers are merged into records."
        app.notify(words, markup=False)

    try:
        problem = await services.library.catch_up(show)
    except StoreError as error:
        problem = str(error)
    if problem:
        app.notify(problem, severity="warning", markup=False, timeout=15)
