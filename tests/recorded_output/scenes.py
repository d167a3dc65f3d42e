"""Scenes: lists of commands that run one after the other with the same folders and sandbox."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

_VARIABLE = re.compile(r"(?P<name>[A-Z_]+)=(?P<value>.*)", re.DOTALL)
_SECONDS = {"m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True, slots=True)
class Scene:
    """Lines that run in order; folders and sandbox are new for each scene.

    In ``commands.txt`` a scene begins with its name and the options of its sandbox, or ``no
    sandbox``: ``[faults/401] --fault 401``. Its lines are

    ``get person x``       a command; ``NAME=value`` before it sets a variable, or unsets it without
                           a value; ``< FILE`` after it is its input; ``<< ANSWER`` runs it on a
                           terminal, where that is typed
    ``# text``             a heading, which is copied
    ``: later 40d``        moves the clock on, which else goes a minute from command to command
    ``: fresh``            removes every folder, as on a new machine
    ``: write FILE …``     writes a file of the current folder, or of the home folder (``~/…``);
                           each word is a line
    ``: remove FILE``      deletes one
    ``: chmod 600 FILE``   sets its permissions
    ``: use at fault``     inserts the list ``<at fault>``

    ``NAME := text`` at the top defines a text for ``{NAME}``. New commands belong at the end of
    their scene: a command in the middle moves the clock of those behind it.
    """

    name: str
    """Path of the recording, as in ``faults/401``; the first part is its chapter."""
    lines: str
    sandbox: tuple[str, ...] = ()
    """Options of ``lix-tui sandbox``."""
    is_served: bool = True
    """False for commands that need no sandbox: the URL then leads nowhere."""

    @property
    def chapter(self) -> str:
        """Name of the scenes that run in one process."""
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Command:
    """One call of the command line."""

    line: str
    words: tuple[str, ...]
    variables: tuple[tuple[str, str], ...]
    stdin: str | None
    """Name of the file that it reads."""
    typed: str | None
    """Text that is typed on its terminal; None without a terminal."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A comment that is copied into the recording."""

    line: str


@dataclass(frozen=True, slots=True)
class Order:
    """Something done to the stage between two commands."""

    line: str
    name: str
    arguments: tuple[str, ...]


def steps(lines: str) -> Iterator[Command | Heading | Order]:
    """Parse the lines of a scene.

    Raises:
        ValueError: a line can't be parsed.

    """
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        if line.startswith("# "):
            yield Heading(line)
        elif line.startswith(": "):
            name, *arguments = shlex.split(line[2:])
            yield Order(line, name, tuple(arguments))
        else:
            yield _command(line)


def seconds(age: str) -> int:
    """Return the seconds of an age such as ``40d``."""
    return int(age[:-1]) * _SECONDS[age[-1]]


def _command(line: str) -> Command:
    words = shlex.split(line)
    variables = []
    while words and (found := _VARIABLE.fullmatch(words[0])):
        variables.append((found["name"], found["value"]))
        del words[0]
    stdin = typed = None
    if len(words) > 1 and words[-2] in ("<", "<<"):
        sign, last = words[-2:]
        stdin, typed = (last, None) if sign == "<" else (None, f"{last}\n")
        del words[-2:]
    return Command(line, tuple(words), tuple(variables), stdin, typed)
