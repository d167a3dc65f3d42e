"""Text that may have come as HTML, such as a job's description."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from lix_tui.text import clean

_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|b|strong|em|i|h[1-4]|span|a)\b[^>]*>", re.IGNORECASE)
_BREAKS = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr"})


class _Reader(HTMLParser):
    """Parser that collects the text of a description, one line per block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # html.parser's signature
        if tag in _BREAKS:
            self.pieces.append("\n• " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "div", "ul", "ol"):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def readable(description: str | None) -> str:
    """Return a description as text, also if it came as HTML.

    HTML is cleaned again, because entities can hide control characters.
    """
    if not description or not _TAG.search(description):
        return description or ""
    reader = _Reader()
    reader.feed(description)
    reader.close()
    return clean(re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", "".join(reader.pieces))).strip()
