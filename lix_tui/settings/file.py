"""Settings file: text of a new one, and changes of single values that keep the rest."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path

from lix_tui.private_files import make_folder, replace_whole
from lix_tui.settings.checks import SettingsError
from lix_tui.settings.settings import SETTINGS
from lix_tui.toml_file import TomlProblem, parse_toml, read_toml_text

_HEAD = """\
# The settings of lix-tui. To change one, remove the # at the beginning of its line, or press
# enter on the settings screen, which keeps what you write here.
# Options and the variables LIX_... override this file.
"""


def new_file() -> str:
    """Return a settings file that explains every setting and sets none."""
    parts = [_HEAD]
    tables_last = sorted(SETTINGS.values(), key=lambda each: each.is_table)  # as TOML requires
    for setting in tables_last:
        lines = [f"# {setting.help}", *(f"#{line}" for line in setting.lines)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def set_values(path: Path, values: Mapping[str, object]) -> None:
    """Set keys of the file at ``path``, or remove those whose value is None.

    A mapping as a value does the same to the keys of a table. Comments and order stay; a line
    that was commented out is used in its place. The file is replaced as a whole or not at all; a
    new file explains every setting and only its owner can read it.

    Raises:
        SettingsError: the file can't be read or written.

    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Table

    path = path.resolve()  # a link stays one
    try:
        text = read_toml_text(path) if path.exists() else new_file()
        parse_toml(text)
        for key, value in values.items():
            if value is not None:
                text = _uncommented(text, key, value)
        document = tomlkit.parse(text)
        for key, value in values.items():
            table = document.get(key)
            if value is None:
                document.pop(key, None)
            elif isinstance(value, Mapping) and isinstance(table, Table):
                for entry, new in value.items():
                    if new is None:
                        table.pop(entry, None)
                    else:
                        table[entry] = new
            elif isinstance(value, Mapping):
                if entries := {entry: new for entry, new in value.items() if new is not None}:
                    document[key] = entries
            else:
                document[key] = value
        _replace(path, tomlkit.dumps(document))
    except OSError as error:
        message = f"The settings file {path} can't be written: {error.strerror}."
        raise SettingsError(message) from None
    except (TomlProblem, TOMLKitError) as error:
        message = f"The settings file {path} can't be read, so it was not changed: {error}."
        raise SettingsError(message) from None


def _uncommented(text: str, key: str, value: object) -> str:
    """Return the text with the commented lines of a setting in use, unchanged if that breaks it."""
    lines = text.splitlines(keepends=True)
    names = {key}
    if isinstance(value, Mapping):
        names = {name for name, one in value.items() if one is not None}
    if not names:
        return text
    table = False
    for at, line in enumerate(lines):
        word = line.strip()
        if word.lstrip("#").startswith("["):
            table = isinstance(value, Mapping) and word.lstrip("#") == f"[{key}]"
            if not isinstance(value, Mapping) and not word.startswith("#"):
                break  # the next lines belong to a table
            if table:
                lines[at] = line.lstrip("#")
        elif table or not isinstance(value, Mapping):
            name = line[1:].partition(" = ")[0] if line.startswith("#") else ""
            if name in names:
                names.discard(name)
                lines[at] = line[1:]
    changed = "".join(lines)
    try:
        before, after = parse_toml(text), parse_toml(changed)
    except TomlProblem:  # the line is a duplicate, or wasn't a setting
        return text
    return changed if {**before, key: None} == {**after, key: None} else text


def _replace(path: Path, text: str) -> None:
    """Replace the file by ``text`` at once and keep its mode."""
    make_folder(path.parent)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
    replace_whole(path, text, mode=mode)
