"""Reader of HTML, imported for the first HTML only: the table of all entities is large."""

from __future__ import annotations

from html.parser import HTMLParser

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


def text_of_html(html: str) -> str:
    """Return the text of HTML, not cleaned: one line per block, list items with a bullet."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces)
