"""Keys: every one is declared once, remapped by id, and what is wrong with a map is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lix_tui
from lix_tui.services.commands.commands import COMMANDS
from lix_tui.services.commands.keymap import PRESETS, key_label, make_keymap, overlap, parse_key


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_gives_a_key_to_two_commands_of_one_place(preset: str) -> None:
    keymap = make_keymap(preset, {})
    assert keymap.problems == ()
    for one in COMMANDS:
        for other in COMMANDS:
            same_place = one.scope == other.scope or "app" in (one.scope, other.scope)
            if one.id < other.id and same_place:
                shared = set(keymap.keys[one.id]) & set(keymap.keys[other.id])
                assert not shared, (one.id, other.id)


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_name_commands_and_keys(preset: str) -> None:
    ids = {command.id for command in COMMANDS}
    assert PRESETS[preset].keys() <= ids
    for keys in PRESETS[preset].values():
        assert [parse_key(key) for key in keys.split(",")] == keys.split(",")


def test_declared_keys_are_keys() -> None:
    for command in COMMANDS:
        for key in command.keys.split(","):
            assert parse_key(key) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("/", "slash"), ("Ctrl+P", "ctrl+p"), ("ctrl+/", "ctrl+slash"), ("F5", "f5"),
        ("shift+a", "A"), ("ESC", "escape"), (".", "full_stop"), ("+", "plus"),
        ("ctrl++", "ctrl+plus"), ("alt+shift+up", "alt+shift+up"), ("page up", "pageup"),
        ("G", "G"), ("ctr+x", None), ("f99", None), ("", None), ("ctrl+", None),
        ("ctrl+ctrl+x", None), ("ab", None), ("ü", "ü"), ("\x1b", None),
    ],
)  # fmt: skip
def test_keys_are_read_as_people_write_them(written: str, key: str | None) -> None:
    assert parse_key(written) == key


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_none(text: str) -> None:
    key = parse_key(text)
    if key is not None:
        assert parse_key(key) == key
        assert key_label(key)


def test_what_cannot_be_used_is_said_with_what_is_near() -> None:
    keymap = make_keymap("default", {"serch.copy": "c", "search.copy": "ctlr+c, w"})
    assert keymap.problems == (
        "'serch.copy' isn't a command; did you mean search.copy?",
        "'ctlr+c' for search.copy isn't a key; did you mean ctrl+c?",
    )
    assert keymap.keys["search.copy"] == ("w",)


def test_a_key_goes_to_who_asked_for_it_and_that_is_said() -> None:
    keymap = make_keymap("default", {"search.copy": "s"})
    assert keymap.keys["search.copy"] == ("s",)
    assert keymap.keys["search.save"] == ("ctrl+s",)
    assert keymap.problems == ("s runs search.copy now instead of search.save.",)
    assert keymap.changed == {"search.copy": "s", "search.save": "ctrl+s"}


def test_two_that_ask_for_one_key_are_told() -> None:
    keymap = make_keymap("default", {"search.copy": "w", "search.raw": "w,ctrl+w"})
    assert keymap.keys["search.copy"] == ("w",)
    assert keymap.keys["search.raw"] == ("ctrl+w",)
    assert len(keymap.problems) == 1
    assert "search.copy has it now" in keymap.problems[0]


def test_keys_are_swapped_and_taken_away() -> None:
    keymap = make_keymap("default", {"search.copy": "i", "search.raw": "y", "search.all": ""})
    assert keymap.keys["search.copy"] == ("i",)
    assert keymap.keys["search.raw"] == ("y",)
    assert keymap.keys["search.all"] == ()
    assert keymap.problems == ()
    assert make_keymap("default", {"app.quit": ""}).problems == (
        "app.quit needs a key; its default is used.",
    )
    assert make_keymap("default", {"app.help": "ctrl+q"}).keys["app.quit"] == ("ctrl+q",)


@given(
    st.dictionaries(
        st.sampled_from([command.id for command in COMMANDS]),
        st.sampled_from(["a", "b", "f5", "ctrl+x", "slash", "enter", "nonsense", "", "a,b"]),
        max_size=12,
    )
)
def test_no_map_leaves_one_key_with_two_chosen_commands(wanted: dict[str, str]) -> None:
    keymap = make_keymap("default", wanted)
    scopes = {command.id: command.scope for command in COMMANDS}
    chosen = [identity for identity in wanted if keymap.keys[identity]]
    for one in chosen:
        for other in chosen:
            if one < other and overlap(scopes[one], scopes[other]):
                assert not set(keymap.keys[one]) & set(keymap.keys[other])
    assert keymap.keys["app.quit"]


@pytest.mark.parametrize(
    ("identity", "key", "why"),
    [
        ("search.peek", "ctrl+i", "is tab in a terminal"),
        ("search.copy", "Hyper+q", "has hyper, which terminals don't send"),
        ("search.refresh", "enter", "ends typing"),
        ("app.help", "tab", "ends typing"),
    ],
)
def test_a_key_that_would_never_do_it_is_said_and_left_out(
    identity: str, key: str, why: str
) -> None:
    keymap = make_keymap("default", {identity: key})
    (problem,) = keymap.problems
    assert problem.endswith(f"for {identity} {why}. Choose another key.") or why in problem
    assert keymap.keys == make_keymap("default", {}).keys


def test_sentences_name_the_keys_there_are() -> None:
    words = "page 2 was cancelled · <search.more> loads it <no.command> <br>"
    assert make_keymap("default", {}).spelled(words) == (
        "page 2 was cancelled · m loads it <no.command> <br>"
    )
    assert "· ctrl+/ loads it" in make_keymap("default", {"search.more": "ctrl+/"}).spelled(words)
    assert "· 'Next page' of the palette loads it" in make_keymap(
        "default", {"search.more": ""}
    ).spelled(words)


def test_every_command_that_a_sentence_names_is_there() -> None:
    package = Path(lix_tui.__file__).parent
    named = {
        (path.name, identity)
        for path in package.rglob("*.py")
        for identity in re.findall(r"<([a-z]+\.[a-z_]+)>", path.read_text("utf-8"))
    }
    assert len(named) > 15
    known = {command.id for command in COMMANDS}
    assert {one for one in named if one[1] not in known} == set()
