"""Line with the tags and the note of a record."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class AnnotationLine(Static):
    """Tags and note of a record; takes no room without either."""

    DEFAULT_CSS = """
    AnnotationLine {
        display: none;
        height: auto;
        max-height: 6;
        padding: 0 2;
        background: $panel;
        color: $text-muted;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, note: str, tags: str) -> None:
        """Show other tags and another note."""
        parts = [" ".join(f"#{tag}" for tag in tags.split()), f"✎ {note}" if note else ""]
        words = "\n".join(part for part in parts if part)
        self.update(Content(words))
        self.display = bool(words)
