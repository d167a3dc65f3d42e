"""File of the user's own column presets: ``columns.toml`` in the folder of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lix_tui.private_files import make_folder, replace_whole
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.presets import BUILT_IN, Preset, Presets, preset_id
from lix_tui.text import clean_line
from lix_tui.toml_file import TomlProblem, read_toml, reason_of, toml_string

FILE = "columns.toml"
"""Name of the file."""
MOST_NAME = 60
"""Characters of a name."""
MOST_PRESETS = 200
_HEAD = """\
# Column presets of lix-tui, saved in the column picker. Use one with --columns preset:NAME.
# Names of columns: docs/reference/columns.md. You can edit this file; saving a preset rewrites it.
"""


class PresetFile:
    """The user's own presets. Methods raise ColumnError if the file can't be used."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def presets(self) -> Presets:
        """Return the built-in presets and the user's own."""
        return Presets(self.own())

    def usable(self) -> Presets:
        """Return all presets, only the built-in ones if the file can't be used."""
        try:
            return self.presets()
        except ColumnError:
            return Presets()

    def own(self) -> list[Preset]:
        """Return the user's own presets; none if there is no file."""
        try:
            found = read_toml(self.path)
        except FileNotFoundError:
            return []
        except (OSError, TomlProblem) as error:
            problem = f"can't be read: {clean_line(reason_of(error))[:160]}"
            raise self._problem(problem) from None
        own: dict[str, Preset] = {}
        for name, entry in found.items():
            preset = self._preset(name, entry)
            if preset.id in own or preset.id in _BUILT_IN_IDS:
                problem = f"has two presets with the name '{preset.id}'"
                raise self._problem(problem)
            own[preset.id] = preset
        return list(own.values())

    def save(
        self,
        name: str,
        columns: Iterable[str],
        headers: Mapping[str, str],
        kinds: Iterable[str] = (),
    ) -> Preset:
        """Save a preset, also in place of one with the same name; return it."""
        name = clean_line(name).strip()[:MOST_NAME]
        id_ = preset_id(name)
        if not id_:
            message = "Give the preset a name with a letter or a digit."
            raise ColumnError(message)
        if id_ in _BUILT_IN_IDS:
            message = f"'{name}' is the name of a built-in preset; choose another name."
            raise ColumnError(message)
        ids = tuple(columns)
        kept = {key: header for key, header in headers.items() if key in ids}
        preset = Preset(name, ids, kept, tuple(kinds), is_own=True)
        others = [one for one in self.own() if one.id != id_]
        if len(others) >= MOST_PRESETS:
            message = f"There are {MOST_PRESETS} presets; delete one first."
            raise ColumnError(message)
        self._write([*others, preset])
        return preset

    def delete(self, preset: Preset) -> None:
        """Delete a preset of the user's own."""
        self._write(one for one in self.own() if one.id != preset.id)

    def _preset(self, name: str, entry: object) -> Preset:
        if not isinstance(entry, dict) or not preset_id(name):
            problem = f"has '{clean_line(name)[:40]}', which isn't a preset"
            raise self._problem(problem)
        columns, headers, kinds = (entry.get(key) for key in ("columns", "headers", "kinds"))
        if not _are_texts(columns) or not columns:
            problem = f"has no list of columns in the preset '{clean_line(name)[:40]}'"
            raise self._problem(problem)
        if not _are_texts(kinds or []) or not isinstance(headers or {}, dict):
            problem = f"has wrong values in the preset '{clean_line(name)[:40]}'"
            raise self._problem(problem)
        named = {
            str(key): clean_line(header)
            for key, header in (headers or {}).items()
            if isinstance(header, str) and clean_line(header)
        }
        return Preset(
            clean_line(name)[:MOST_NAME], tuple(columns), named, tuple(kinds or ()), is_own=True
        )

    def _write(self, presets: Iterable[Preset]) -> None:
        text = "\n".join([_HEAD, *map(_to_toml, presets)])
        try:
            make_folder(self.path.parent)
            replace_whole(self.path.resolve(), text)
        except OSError as error:
            problem = f"can't be written: {error.strerror or error}"
            raise self._problem(problem) from None

    def _problem(self, words: str) -> ColumnError:
        return ColumnError(f"The file of column presets {self.path} {words}.")


_BUILT_IN_IDS = frozenset(preset.id for preset in BUILT_IN)


def _are_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def _to_toml(preset: Preset) -> str:
    lines = [f"[{toml_string(preset.name)}]", f"columns = {_list(preset.columns)}"]
    if preset.kinds:
        lines.append(f"kinds = {_list(preset.kinds)}")
    if preset.headers:
        pairs = (
            f"{toml_string(id_)} = {toml_string(header)}" for id_, header in preset.headers.items()
        )
        lines.append(f"headers = {{ {', '.join(pairs)} }}")
    return "\n".join(lines) + "\n"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(toml_string, texts))}]"
