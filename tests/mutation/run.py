"""Runs of mutants: most in forks of a process that has collected every test."""

from __future__ import annotations

import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest

from tests.mutation.code_swap import import_as_mutant, live_functions, swapped
from tests.mutation.forks import NOT_SWAPPED, Result, run_in_fork
from tests.mutation.mutants import Mutant
from tests.mutation.plan import Task
from tests.mutation.plugins import Chosen, Collected, freeze, leave, run_items, run_pytest
from tests.mutation.recording import Recording, record, scratch_folder

_RUN = scratch_folder() / f"run-{os.getpid()}"
"""Temporary files of tests; two runs at once don't share them."""
Report = Callable[[Task, Result], None]
"""Called after each mutant."""


def record_in_fork(files: Sequence[str]) -> None:
    """Run test modules in a fork and record their lines; this process imports nothing."""
    _wait(_fork(lambda: record(files)))


def run_tasks(tasks: Sequence[Task], recording: Recording, report: Report) -> None:
    """Run every mutant and report it; those without a test first."""
    covered = []
    for task in tasks:
        if task.tests:
            covered.append(task)
        else:
            report(task, Result("not covered", "", 0.0))
    left = [task for task in covered if task.needs_import]
    rest = [task for task in covered if not task.needs_import]
    for task, result in _by_swapping(rest, recording):
        if result.outcome == "not swapped":
            left.append(task)
        else:
            report(task, result)
    _import_third_party()
    for task in left:
        report(task, _by_importing(task, recording))
    shutil.rmtree(_RUN, ignore_errors=True)


def log_of(mutant: Mutant) -> Path:
    """Return the file with the output of a mutant's tests."""
    folder = scratch_folder() / "logs"
    folder.mkdir(exist_ok=True)
    return folder / mutant.id.replace("/", ".")


def _by_swapping(tasks: Sequence[Task], recording: Recording) -> Iterator[tuple[Task, Result]]:
    """Yield outcomes of mutants whose code can be put into functions that are there already."""
    if not tasks:
        return
    reading, writing = os.pipe()
    child = _fork(lambda: _collect_and_run(tasks, recording, writing))
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        for line in lines:
            number, *result = json.loads(line)
            yield tasks[number], Result(*result)
    _wait(child)


def _collect_and_run(tasks: Sequence[Task], recording: Recording, writing: int) -> None:
    """Collect the tests in this process, then run each mutant in a fork of it."""
    current: list[Callable[[str], None]] = []

    def started(test: str) -> None:
        current[0](test)

    def ready(session: pytest.Session) -> None:
        functions = live_functions()
        freeze()
        for number, task in enumerate(tasks):

            def work(notify: Callable[[str], None], task: Task = task) -> None:
                current[:] = [notify]
                if not swapped(task.mutant, functions):
                    leave(NOT_SWAPPED)
                run_items(session, task.tests)

            found = run_in_fork(work, recording.seconds, log_of(task.mutant))
            line = json.dumps([number, found.outcome, found.test, found.seconds])
            os.write(writing, f"{line}\n".encode())

    files = sorted({test.partition("::")[0] for task in tasks for test in task.tests})
    plugin = Collected(ready, started)
    run_pytest(files, plugin, _RUN)


def _by_importing(task: Task, recording: Recording) -> Result:
    """Return the outcome of a mutant that is imported anew."""

    def work(started: Callable[[str], None]) -> None:
        import_as_mutant(task.mutant)
        files = sorted({test.partition("::")[0] for test in task.tests})
        status = run_pytest(files, Chosen(task.tests, started), _RUN)
        sys.exit(status)

    return run_in_fork(work, recording.seconds, log_of(task.mutant))


def _import_third_party() -> None:
    """Import what the package imports from others, so that forks need not."""
    for name in ("hypothesis", "httpx", "pydantic", "starlette.applications", "uvicorn",
                 "time_machine", "click", "sqlite3", "keyring", "platformdirs", "tomlkit",
                 "psutil", "pytest_asyncio", "httpcore"):  # fmt: skip
        import_module(name)
    freeze()


def _fork(work: Callable[[], None]) -> int:
    sys.stdout.flush()
    if (child := os.fork()) == 0:
        status = 1
        try:
            log = os.open(scratch_folder() / "pytest.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(log, 1)
            os.dup2(log, 2)
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            leave(status)
    return child


def _wait(child: int) -> None:
    """Wait for a fork.

    Raises:
        RuntimeError: it failed.

    """
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status):
        message = f"The tests could not be run. Read {scratch_folder() / 'pytest.log'}."
        raise RuntimeError(message)
