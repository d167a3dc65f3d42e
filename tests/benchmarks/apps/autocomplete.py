"""textual-autocomplete over the given number of values, as many as the picker knows."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Footer, Input
from textual_autocomplete import AutoComplete

from tests.benchmarks.apps.picker import WORDS


class Completing(App[None]):
    def compose(self) -> ComposeResult:
        count = int(sys.argv[1])
        values = [f"{WORDS[n % 8]} {WORDS[n // 8 % 8]} {n}" for n in range(count)]
        field = Input(placeholder="ready to type")
        yield field
        yield AutoComplete(field, values)
        yield Footer()


if __name__ == "__main__":
    Completing().run()
