"""A bare input."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, Input


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="ready to type")
        yield Footer()


if __name__ == "__main__":
    Bare().run()
