"""Names that a page may use: commands, options, keys, settings, files and modules."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from functools import cache

import click
from textual.binding import Binding
from textual.dom import DOMNode

import lix_tui
from lix_tui.cli.entry import COMMANDS, entry
from lix_tui.cli.failures import Failure
from lix_tui.services.commands.commands import COMMANDS as KEY_COMMANDS
from lix_tui.services.commands.keymap import PRESETS, make_keymap, parse_key
from lix_tui.settings.checks import SettingsError
from lix_tui.settings.key import ROLES
from lix_tui.settings.settings import SETTINGS
from tests.docs.sources import ROOT
from tests.reference_pages.command_pages import options_of, walk

PROGRAM = re.compile(r"(?:\.venv/bin/)?lix-tui")
_FILE = re.compile(r"(?:lix_tui|tests|docs|themes|screenshots|\.ci)/[\w./-]*")
_TOP_FILES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml")


def command_problem(words: list[str]) -> str | None:
    """Return the reason why lix-tui refuses these words, None if it accepts them."""
    arguments = words[1:]
    try:
        root = entry.make_context("lix-tui", list(arguments))
        rest = [*root._protected_args, *root.args]
        if not rest:
            return None
        if rest[0] not in COMMANDS and rest[0].isupper():
            return None  # a placeholder: TARGET, FILE
        name, command, rest = entry.resolve_command(root, rest)
        assert command is not None
        with root:
            while True:
                context = command.make_context(name, rest, parent=root)
                if not isinstance(command, click.Group):
                    return None
                rest = [*context._protected_args, *context.args]
                if not rest:
                    return None
                name, command, rest = command.resolve_command(context, rest)
                assert command is not None
    except click.UsageError as error:
        return error.format_message()
    except Failure as error:
        return str(error)


@cache
def options() -> frozenset[str]:
    """Return every option of lix-tui and of the programs in tests."""
    found = {"-h", "--help"}
    for _, command in walk():
        found |= {name for option in options_of(command) for name in option.opts}
    for program in (ROOT / "tests").glob("*/__main__.py"):
        found |= set(re.findall(r'"(--[a-z-]+)"', program.read_text(encoding="utf-8")))
    return frozenset(found)


@cache
def known_keys() -> frozenset[str]:
    """Return every key of a command or of a screen or widget."""
    texts = [command.keys for command in KEY_COMMANDS]
    texts += [keys for preset in PRESETS.values() for keys in preset.values()]
    for module in pkgutil.walk_packages(lix_tui.__path__, "lix_tui."):
        if module.name.startswith(("lix_tui.screens", "lix_tui.widgets", "lix_tui.app")):
            importlib.import_module(module.name)
    waiting = [DOMNode]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        for binding in kind.__dict__.get("BINDINGS", ()):
            texts.append(binding.key if isinstance(binding, Binding) else binding[0])
    return frozenset(key for text in texts for key in text.split(","))


def key_problem(text: str) -> str | None:
    """Return the reason why a key is unknown, None for a key that does something."""
    return None if parse_key(text) in known_keys() else f"no command has the key {text}"


def file_problem(text: str) -> str | None:
    """Return the reason why a file that inline code names is missing, None otherwise."""
    if (_FILE.fullmatch(text) or text in _TOP_FILES) and not (ROOT / text).exists():
        return f"{text} doesn't exist"
    return None


def module_problem(text: str) -> str | None:
    """Return the reason why `python -m` of the text fails, None otherwise."""
    for name in re.findall(r"python -m (tests[\w.]*)", text):
        if not (ROOT / name.replace(".", "/") / "__main__.py").is_file():
            return f"{name} can't be run"
    return None


def variable_problem(text: str) -> str | None:
    """Return the reason why an environment variable is unknown, None otherwise."""
    known = {*(setting.variable for setting in SETTINGS.values())}
    known |= {role.variable for role in ROLES}
    unknown = set(re.findall(r"\bLIX_[A-Z_]+", text)) - known
    return f"{', '.join(sorted(unknown))} isn't read" if unknown else None


def extra_problem(text: str) -> str | None:
    """Return the reason why an extra doesn't exist, None otherwise."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = set(re.findall(r"(?:lix-tui|\.)\[(\w+)\]", text))
    unknown = named - set(project["optional-dependencies"])
    return f"there is no extra {', '.join(sorted(unknown))}" if unknown else None


def settings_problem(text: str) -> str | None:
    """Return the reason why a settings file of this text is refused, None otherwise."""
    for name, value in tomllib.loads(text).items():
        if name not in SETTINGS:
            return f"there is no setting {name}"
        try:
            checked = SETTINGS[name].check(value, "the page")
        except SettingsError as error:
            return str(error)
        if name == "keys":
            assert isinstance(checked, dict)
            if problems := make_keymap("default", checked).problems:
                return problems[0]
    return None
