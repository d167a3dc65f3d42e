"""Plugins of pytest for recordings and for runs with a mutant."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest

from tests.mutation.areas import LEFT_OUT, PACKAGE, ROOT, modules

if TYPE_CHECKING:
    from _typeshed import TraceFunction

Lines = set[tuple[str, int]]
"""Lines of files that were run; paths below the root."""
KILLED, SURVIVED = 1, 0
"""Exit statuses of a process that ran tests with a mutant."""


def run_pytest(files: Iterable[str], plugin: object, scratch: Path) -> int:
    """Run pytest in this process over test files; return its exit status."""
    words = [
        "-q", "-p", "no:cacheprovider", "--capture=no", "-n", "0", "--no-header", "--tb=short",
        "-W", "ignore::pytest.PytestAssertRewriteWarning",  # some are imported before
        f"--basetemp={scratch}", f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml"),
    ]  # fmt: skip
    return int(pytest.main([*words, *(str(ROOT / file) for file in files)], plugins=[plugin]))


class Repeatable:
    """Settings with which a test does the same in every run and stops at its first failure."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Set them before any test module is imported."""
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        now = hypothesis.settings(database=None, derandomize=True, phases=phases, deadline=None)
        hypothesis.settings.register_profile("mutation", now)
        hypothesis.settings.load_profile("mutation")


@dataclass(eq=False)
class Recorder(Repeatable):
    """Recorder of the lines that each test runs."""

    lines: dict[str, Lines] = field(default_factory=dict)
    """By test; those run by imports have an empty name."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Of each test, with its fixtures."""
    bad: set[str] = field(default_factory=set)
    """Tests that failed or were skipped."""

    def __post_init__(self) -> None:
        self._here: Lines = self.lines.setdefault("", set())
        self._local: dict[str, TraceFunction | None] = {}
        threading.settrace(self._trace)
        sys.settrace(self._trace)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Import what is measured, then run every test."""
        import_package()
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            self._here = self.lines.setdefault(name_of(item), set())
            sys.settrace(self._trace)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up a test's time; remember a failure."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if not report.passed:
            self.bad.add(report.nodeid)

    def _trace(self, frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        file = frame.f_code.co_filename
        if file not in self._local:
            self._local[file] = self._tracer(file)
        tracer = self._local[file]
        if tracer is not None:
            tracer(frame, "line", None)
        return tracer

    def _tracer(self, file: str) -> TraceFunction | None:
        """Return the function that notes lines of a file; None if the file isn't measured."""
        path = file.removeprefix(f"{ROOT}/")
        parts = path.split("/")
        if parts[0] != PACKAGE or len(parts) < 2 or parts[1] in LEFT_OUT:
            return None

        def note(frame: FrameType, event: str, argument: object) -> TraceFunction:
            self._here.add((path, frame.f_lineno))
            return note

        return note


@dataclass(eq=False)
class Chosen(Repeatable):
    """Run of chosen tests in a given order. The process ends at the first failure."""

    tests: Sequence[str]
    started: Callable[[str], None]
    """Called with the name of each test before it."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave only the chosen tests."""
        items[:] = in_order(items, self.tests)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Report the test."""
        self.started(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """End at a failure."""
        end_if_failed(report)


@dataclass(eq=False)
class Collected(Repeatable):
    """Process with every test collected, whose forks run them with mutants."""

    ready: Callable[[pytest.Session], None]
    """Called instead of running the tests."""
    started: Callable[[str], None]
    in_fork: bool = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Call ``ready`` in place of the tests."""
        import_package()
        self.ready(session)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Report the test."""
        self.started(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """End at a failure."""
        end_if_failed(report)


def run_items(session: pytest.Session, tests: Sequence[str]) -> NoReturn:
    """Run tests in this process, a fork, and end it."""
    items = in_order(session.items, tests)
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    leave(SURVIVED)


def in_order(items: Collection[pytest.Item], tests: Sequence[str]) -> list[pytest.Item]:
    """Return the items of the tests, in the order of the tests."""
    by_name = {name_of(item): item for item in items}
    return [by_name[test] for test in tests if test in by_name]


def name_of(item: pytest.Item) -> str:
    """Return the name of a test."""
    return item.nodeid


def end_if_failed(report: pytest.TestReport) -> None:
    """End the process if the test has failed, and print why."""
    if report.failed:
        print(f"\nFAILED {report.nodeid}\n{report.longreprtext[-3000:]}", flush=True)
        leave(KILLED)


def leave(status: int) -> NoReturn:
    """End a fork without running what belongs to its parent."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def import_package() -> None:
    """Import the modules that are measured, so that no test is the one that imports them."""
    for name in modules():
        import_module(name)


def freeze() -> None:
    """Leave what is there to the parent: a collection in a fork would copy the shared memory."""
    gc.collect()
    gc.freeze()
