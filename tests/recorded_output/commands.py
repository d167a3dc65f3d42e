"""The recorded commands, as ``commands.txt`` lists them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.recorded_output.scenes import Scene

FILE = Path(__file__).parent / "commands.txt"
_NAME = re.compile(r"(?P<name>[A-Z]+) := (?P<text>.+)")
_SCENE = re.compile(r"\[(?P<name>[a-z0-9_/-]+)\] ?(?P<sandbox>.*)")
_LIST = re.compile(r"<(?P<name>[a-z ]+)>")
_USE = ": use "


def read_scenes(text: str) -> tuple[Scene, ...]:
    """Parse a list of scenes.

    Raises:
        ValueError: a line belongs to no scene, or uses a list that isn't there.

    """
    names: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    scenes: list[tuple[str, str, list[str]]] = []
    lines: list[str] | None = None
    for line in filter(None, map(str.strip, text.partition("\n\n")[2].splitlines())):
        if found := _NAME.fullmatch(line):
            names[f"{{{found['name']}}}"] = found["text"]
        elif found := _LIST.fullmatch(line):
            lines = lists.setdefault(found["name"], [])
        elif found := _SCENE.fullmatch(line):
            lines = []
            scenes.append((found["name"], found["sandbox"], lines))
        elif lines is None or (line.startswith(_USE) and line.removeprefix(_USE) not in lists):
            message = f"'{line}' belongs to no scene, or there is no such list."
            raise ValueError(message)
        else:
            more = lists[line.removeprefix(_USE)] if line.startswith(_USE) else [line]
            lines += [_filled(one, names) for one in more]
    return tuple(
        Scene(name, "\n".join(lines), tuple(sandbox.split()), is_served=True)
        if sandbox != "no sandbox"
        else Scene(name, "\n".join(lines), is_served=False)
        for name, sandbox, lines in scenes
    )


def _filled(line: str, names: dict[str, str]) -> str:
    for name, text in names.items():
        line = line.replace(name, text)
    return line


SCENES = read_scenes(FILE.read_text(encoding="utf-8"))
