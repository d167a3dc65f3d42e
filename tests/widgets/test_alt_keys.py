"""Alt keys as terminals send them: an escape, then the character, read by Textual's own parser."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from lix_tui.services.commands.commands import COMMANDS
from lix_tui.widgets.alt_keys import teach_alt_keys

CHARACTERS = {"comma": ","}


def read(sent: str) -> list[tuple[str, str | None]]:
    """Return the keys, each with the character that an input would insert."""
    teach_alt_keys()
    parser = XTermParser()
    found = [*parser.feed(sent), *parser.feed("")]
    return [(event.key, event.character) for event in found if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    "key",
    sorted({key for command in COMMANDS for key in command.keys.split(",") if "alt+" in key}),
)
def test_every_alt_key_of_a_command_arrives(key: str) -> None:
    last = key.removeprefix("alt+")
    assert read(f"\x1b{CHARACTERS.get(last, last)}") == [(key, None)]


def test_what_is_typed_without_alt_stays_what_it_is() -> None:
    assert read("1h,¡£") == [
        ("1", "1"), ("h", "h"), ("comma", ","), ("inverted_exclamation_mark", "¡"),
        ("pound_sign", "£"),
    ]  # fmt: skip
    assert read("\x1b[A\x1bOP\x1bb") == [("up", None), ("f1", None), ("ctrl+left", None)]
