"""Keys of each command: a preset, overridden by the settings file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lix_tui.services.commands.command import KEY_WORDS, Command, Scope
from lix_tui.services.commands.commands import COMMANDS

Preset = Literal["default", "vim"]

PRESETS: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "vim": {
        "app.palette": "colon,ctrl+p",
        "app.help": "question_mark,f1",
        "table.open": "enter,l",
        "search.related": "ctrl+l",
        "library.related": "ctrl+l",
        "record.related": "l,ctrl+l",
        "record.back": "escape,backspace,h",
        "filters.open": "space,l",
        "filters.leave": "escape,h",
    },
}
"""Keys of each preset that differ from the declarations, by command id."""

NO_KEY = "ignore"
"""Key of a command without one: a name that no terminal sends."""

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_NAMED = frozenset(
    {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"}
    | {"enter", "escape", "space", "tab", "backspace", *(f"f{number}" for number in range(1, 25))}
)
_SPELLED = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at"} | {
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Textual's names of keys that differ from the Unicode name of the character."""
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape"}
"""Keys that terminals can't tell from another one."""
_TYPED_IN: frozenset[Scope] = frozenset({"app", "search", "library"})
"""Scopes whose keys work inside an input."""
_TOGETHER: tuple[frozenset[Scope], ...] = (
    frozenset({"search", "table"}),
    frozenset({"library", "table"}),
    frozenset({"home", "table"}),
    frozenset({"run", "table"}),
    frozenset({"ledger", "table"}),
    frozenset({"lists", "record"}),
    frozenset({"lists", "search"}),
    frozenset({"lists", "table"}),
)
"""Scopes whose keys work at the same time. Those of the app always work."""


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Keys of every command, and the problems of the wanted map."""

    keys: Mapping[str, tuple[str, ...]]
    """By command id, in Textual's spelling; empty for a command without a key."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """The commands whose keys differ from the declaration, comma separated."""
    problems: tuple[str, ...] = ()
    """Sentences for the user."""

    def key_labels(self, command: Command) -> str:
        """Return the keys of a command as people write them: '/  f2'."""
        return "  ".join(key_label(key) for key in self.keys[command.id])

    def spelled(self, text: str) -> str:
        """Return the text with command ids replaced by keys: '<search.more>' becomes 'm'.

        A command without a key is named as the palette has it.
        """
        return _PLACEHOLDER.sub(self._key_of, text) if "<" in text else text

    def _key_of(self, found: re.Match[str]) -> str:
        keys = self.keys.get(found[1])
        if keys is None:
            return found[0]
        if keys:
            return key_label(keys[0])
        title = next(command.title for command in COMMANDS if command.id == found[1])
        return f"'{title}' of the palette"


_PLACEHOLDER = re.compile(r"<([a-z]+\.[a-z_]+)>")


def key_label(key: str) -> str:
    """Return a key as people write it: 'full_stop' is '.'."""
    *modifiers, last = key.split("+")
    name = {spelled: name for name, spelled in _SPELLED.items()}.get(last, last)
    word = KEY_WORDS.get(last)
    if word is None and last not in _NAMED:
        word = _character(name)
    return "+".join([*modifiers, word or last])


def make_keymap(preset: str, custom: Mapping[str, str]) -> KeyMap:
    """Return the map of a preset with ``custom`` over it: keys, comma separated, by command id.

    An empty text removes a command's keys. Keys that can't be used are left out and reported.
    """
    declared = {command.id: tuple(command.keys.split(",")) for command in COMMANDS}
    preset_keys = {i: tuple(keys.split(",")) for i, keys in PRESETS[preset].items()}
    keys = {**declared, **preset_keys}
    problems: list[str] = []
    chosen: dict[str, tuple[str, ...]] = {}
    for identity, text in custom.items():
        if identity not in declared:
            problems.append(f"{identity!r} isn't a command{_near(identity, declared)}")
        elif (found := _keys_in(identity, text, problems)) is not None:
            chosen[identity] = found
    if chosen.get("app.quit") == ():
        problems.append("app.quit needs a key; its default is used.")
        del chosen["app.quit"]
    keys |= chosen
    _settle(keys, chosen, problems)
    changed = {
        identity: ",".join(having) or NO_KEY
        for identity, having in keys.items()
        if having != declared[identity]
    }
    return KeyMap(keys, changed, tuple(problems))


def parse_key(text: str) -> str | None:
    """Return Textual's spelling of a key as people write it ('Ctrl+/', 'F5').

    None if the text doesn't name a key.
    """
    *modifiers, last = _parts(text.strip())
    modifiers = [word.lower() for word in modifiers]
    if not set(modifiers) <= set(_MODIFIERS) or len(set(modifiers)) < len(modifiers):
        return None
    name = _name(last)
    if name is None:
        return None
    if "shift" in modifiers and len(name) == 1:  # terminals send the capital
        modifiers.remove("shift")
        name = name.upper()
    order = sorted(modifiers, key=_MODIFIERS.index)
    return "+".join([*order, name.lower() if order and len(name) == 1 else name])


def _parts(text: str) -> list[str]:
    if text == "+" or text.endswith("++"):  # the plus itself
        return [*(part for part in text[:-1].split("+") if part), "+"]
    return text.split("+")


def _name(text: str) -> str | None:
    if len(text) == 1:
        if text.isalnum():
            return text
        if not text.isprintable() or text == " ":
            return "space" if text == " " else None
        name = unicodedata.name(text, "").lower().replace("-", "_").replace(" ", "_")
        spelled = _SPELLED.get(name, name)
        return spelled if spelled != name or _character(name) == text else None
    lowered = text.lower().replace(" ", "").replace("-", "_")
    aliases = {"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup"}
    lowered = {**aliases, "pgdn": "pagedown", "page_up": "pageup", "page_down": "pagedown"}.get(
        lowered, lowered
    )
    if lowered in _NAMED or lowered in _SPELLED.values():
        return lowered
    character = _character(lowered)
    return None if character is None else _name(character)


def _character(name: str) -> str | None:
    try:
        return unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None


def _keys_in(identity: str, text: str, problems: list[str]) -> tuple[str, ...] | None:
    """Return the keys in a text; report those that aren't keys, and return None without any."""
    if not text.strip():
        return ()
    found: list[str] = []
    parts = [","] if text.strip() == "," else text.split(",")
    for part in parts:
        key = parse_key(part)
        if key is None:
            near = _near(part.strip().lower(), _known_keys())
            problems.append(f"{part.strip()!r} for {identity} isn't a key{near}")
        elif (why := _unusable(key, identity)) is not None:
            problems.append(f"{key_label(key)} for {identity} {why}. Choose another key.")
        elif key not in found:
            found.append(key)
    return tuple(found) or None


def _unusable(key: str, identity: str) -> str | None:
    """Return the reason why a key can't run a command, or None if it can."""
    if (same := _SAME.get(key)) is not None:
        return f"is {same} in a terminal"
    *modifiers, last = key.split("+")
    if rare := next((m for m in modifiers if m in ("super", "hyper", "meta")), None):
        return f"has {rare}, which terminals don't send"
    scope = next(command.scope for command in COMMANDS if command.id == identity)
    if last in ("enter", "tab") and not modifiers and scope in _TYPED_IN:
        return "ends typing or moves to the next field"
    return None


def _known_keys() -> list[str]:
    plain = sorted({*_NAMED, *KEY_WORDS, *"abcdefghijklmnopqrstuvwxyz"})
    return [*plain, *(f"{modifier}+{key}" for modifier in _MODIFIERS for key in plain)]


def _near(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only where something is wrong

    found = get_close_matches(word, list(known), n=1)
    return f"; did you mean {found[0]}?" if found else "."


def _settle(
    keys: dict[str, tuple[str, ...]], chosen: Mapping[str, tuple[str, ...]], problems: list[str]
) -> None:
    """Assign each chosen key to one command; remove it from others, and report that."""
    done = {"app.quit"}  # it always has a key
    for identity in sorted(chosen, key=lambda identity: identity != "app.quit"):
        for key in keys[identity]:
            for rival in _rivals(identity):
                if key not in keys[rival]:
                    continue
                if rival in done:
                    problems.append(
                        f"{key_label(key)} is assigned to {rival} and to {identity}; "
                        f"{rival} has it now. Assign another key to one of them."
                    )
                    keys[identity] = _without(keys[identity], key)
                    break
                if rival in chosen:
                    continue  # handled when its turn comes
                keys[rival] = _without(keys[rival], key)
                rest = "" if keys[rival] else ", which has no key now"
                problems.append(f"{key_label(key)} runs {identity} now instead of {rival}{rest}.")
        done.add(identity)


def _without(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(one for one in keys if one != key)


def _rivals(identity: str) -> list[str]:
    """Return the commands whose keys work at the same time as those of a command."""
    mine = next(command.scope for command in COMMANDS if command.id == identity)
    return [
        command.id
        for command in COMMANDS
        if command.id != identity and overlap(mine, command.scope)
    ]


def overlap(one: Scope, other: Scope) -> bool:
    """Return True if the keys of two scopes work at the same time."""
    if one == other or "app" in (one, other):
        return True
    return any({one, other} <= scopes for scopes in _TOGETHER)
