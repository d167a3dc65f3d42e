"""Recorded lines and times of tests, kept between runs outside of the working tree."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest

from tests.mutation.areas import ROOT
from tests.mutation.plugins import Recorder, run_pytest

Line = tuple[str, int]
"""Path below the root, and number."""


@dataclass(frozen=True)
class Recording:
    """Lines that tests run. Tests that fail or are skipped without a mutant aren't in it."""

    by_line: Mapping[Line, set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)
    """By test."""
    at_import: set[Line] = field(default_factory=set)
    """Lines that are run by imports."""

    def tests_of(self, path: str, first: int, last: int) -> set[str]:
        """Return the tests that run a line of a range."""
        return {t for n in range(first, last + 1) for t in self.by_line.get((path, n), ())}

    def tests_of_file(self, path: str) -> set[str]:
        """Return the tests that run any line of a file."""
        lines = [tests for (file, _), tests in self.by_line.items() if file == path]
        return set().union(*lines)

    def fastest(self, tests: Iterable[str], most: float) -> list[str]:
        """Return the fastest of some tests, at least one, that take ``most`` seconds in all."""
        chosen: list[str] = []
        for test in sorted(tests, key=lambda test: (self.seconds[test], test)):
            most -= self.seconds[test]
            if chosen and most < 0:
                break
            chosen.append(test)
        return chosen


def scratch_folder() -> Path:
    """Return a private folder for recordings and results of this working tree."""
    name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"lix-tui-mutation-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


class _Test(TypedDict):
    """Stored recording of one test."""

    seconds: float
    lines: dict[str, list[int]]
    """Numbers of lines by path."""
    passed: bool


class _Module(TypedDict):
    """Stored recording of a test module."""

    hashes: dict[str, str]
    """Hash of each file that its tests depend on, by path."""
    tests: dict[str, _Test]


def stale(files: Sequence[str]) -> list[str]:
    """Return the test modules whose recording is missing, or that depend on a changed file.

    A test module depends on itself, on what tests share and on the package's files that it runs.
    """
    shared = _shared_files()
    return [file for file in files if _is_stale(_stored(file)["hashes"], file, shared)]


def _is_stale(hashes: Mapping[str, str], file: str, shared: Iterable[str]) -> bool:
    if not {file, *shared} <= hashes.keys():
        return True
    return any(_hash(path) != former for path, former in hashes.items())


def record(files: Sequence[str]) -> None:
    """Run test modules in this process, which must not have imported the package, and record.

    Raises:
        RuntimeError: the tests could not be run.

    """
    folder = scratch_folder()
    recorder = Recorder()
    status = run_pytest(files, recorder, folder / "record")
    if status > pytest.ExitCode.TESTS_FAILED:
        message = f"pytest ended with {status}."
        raise RuntimeError(message)
    shared = _shared_files()
    for file in files:
        tests = {
            name: _Test(
                seconds=round(recorder.seconds.get(name, 0.0), 4),
                lines=_by_file(lines),
                passed=name in recorder.seconds and name not in recorder.bad,
            )
            for name, lines in recorder.lines.items()
            if name.partition("::")[0] == file
        }
        run = {path for test in tests.values() for path in test["lines"]}
        module = _Module(hashes={path: _hash(path) for path in {file, *shared, *run}}, tests=tests)
        _place(file).write_text(json.dumps(module), encoding="utf-8")
    imports = folder / "imports.json"
    imports.write_text(json.dumps(_by_file(recorder.lines[""])), encoding="utf-8")


def load(files: Sequence[str]) -> Recording:
    """Return what is recorded of some test modules."""
    recording = Recording()
    imports = json.loads((scratch_folder() / "imports.json").read_text(encoding="utf-8"))
    recording.at_import.update(_lines(imports))
    for file in files:
        for name, test in _stored(file)["tests"].items():
            if test["passed"]:
                recording.seconds[name] = test["seconds"]
                for line in _lines(test["lines"]):
                    recording.by_line[line].add(name)
    return recording


def failed(files: Sequence[str]) -> list[str]:
    """Return the tests that don't pass without a mutant."""
    return [
        name
        for file in files
        for name, test in _stored(file)["tests"].items()
        if not test["passed"]
    ]


def _by_file(lines: Iterable[Line]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for path, number in sorted(lines):
        found[path].append(number)
    return found


def _lines(by_file: Mapping[str, list[int]]) -> Iterator[Line]:
    return ((path, number) for path, numbers in by_file.items() for number in numbers)


def _place(file: str) -> Path:
    return scratch_folder() / f"{file.replace('/', '.')}.json"


def _stored(file: str) -> _Module:
    place = _place(file)
    if not place.exists():
        return _Module(hashes={}, tests={})
    module: _Module = json.loads(place.read_text(encoding="utf-8"))
    return module


@cache
def _hash(path: str) -> str:
    """Return the hash of a file; empty if it is gone."""
    file = ROOT / path
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


@cache
def _shared_files() -> tuple[str, ...]:
    """Return the files that test modules share."""
    return tuple(
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if not path.name.startswith("test_") and path.parent != Path(__file__).parent
    )
