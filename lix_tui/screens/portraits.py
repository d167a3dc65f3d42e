"""Picture of a record, or the reason for its absence."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from lix_tui.services.records.image_fetcher import PictureError
from lix_tui.widgets.portrait import MISSING, DrawingError, available, portrait

if TYPE_CHECKING:
    from lix_tui.services.records.image_fetcher import ImageFetcher
    from lix_tui.widgets.record_body import RecordBody


async def show_portrait(body: RecordBody, pictures: ImageFetcher, address: str) -> None:
    """Fetch the picture at an address and show it in a record's body."""
    try:
        if not available():
            raise PictureError(MISSING)
        make = await asyncio.to_thread(portrait, await pictures.get(address))
    except (PictureError, DrawingError) as error:
        words = Content.styled(str(error), "$text-muted")
        make = partial(Static, words, markup=False)
    if body.is_attached:
        await body.show_portrait(make)
