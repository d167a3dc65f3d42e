"""A bare Textual app with header, input, table and footer: the reference for starting up."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header, Input


class Bare(App[None]):
    BINDINGS = [("ctrl+q", "quit", "Quit"), ("f1", "help", "Help")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Input(placeholder="type here")
        yield DataTable()
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Name", "Headline", "Company", "Location")
        self.query_one(Input).focus()


if __name__ == "__main__":
    Bare().run()
