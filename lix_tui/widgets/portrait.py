"""Profile picture or logo, in the best form that the terminal supports."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.util import find_spec

from textual.containers import Container
from textual.widget import Widget

COLUMNS, ROWS = 20, 10
"""Cells of a picture; a cell is about twice as high as wide."""
_PIXELS = 480
"""Maximum pixels of the longer side: more would only be scaled down."""
MISSING = "Pictures need the extra: install lix-tui[pictures]."


class DrawingError(Exception):
    """The bytes aren't a picture that can be drawn."""


class Portrait(Container):
    """Frame of one picture."""

    DEFAULT_CSS = f"""
    Portrait {{ width: {COLUMNS}; height: {ROWS}; margin-bottom: 1; }}
    Portrait > * {{ width: {COLUMNS}; height: {ROWS}; }}
    """


def available() -> bool:
    """Return True if the extra for pictures is installed."""
    return find_spec("textual_image") is not None and find_spec("PIL") is not None


def detect_picture_support() -> None:
    """Detect the picture protocols of the terminal.

    To be called before Textual starts: it would take the terminal's answer for typed keys.
    """
    if available():
        import textual_image.widget  # noqa: F401  # it asks when it is imported


def portrait(body: bytes) -> Callable[[], Widget]:
    """Return a function that makes a widget with the picture in some bytes; slow: use a thread.

    Raises DrawingError.
    """
    from PIL import Image, UnidentifiedImageError
    from textual_image.widget import Image as ImageWidget

    try:
        picture = Image.open(io.BytesIO(body), formats=("JPEG", "PNG", "WEBP", "GIF"))
        picture.thumbnail((_PIXELS, _PIXELS))
        flat = picture.convert("RGB")
    except (
        OSError, SyntaxError, ValueError, Image.DecompressionBombError, UnidentifiedImageError
    ) as error:  # fmt: skip  # what Pillow says of damaged files
        raise DrawingError("The picture is damaged or of an unknown format.") from error
    return lambda: Portrait(ImageWidget(flat))
