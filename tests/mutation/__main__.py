"""Change the package in small ways, one at a time, and count the changes that a test notices."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.mutation import recording as recordings
from tests.mutation.areas import AREAS, modules_of
from tests.mutation.forks import Outcome, Result
from tests.mutation.mutants import Mutant
from tests.mutation.plan import Task, equivalents, mutants_in, sample, task_of
from tests.mutation.report import table
from tests.mutation.run import log_of, record_in_fork, run_tasks


def main() -> int:
    """Measure the areas; return 1 if a mutant asked for with ``--one`` survives."""
    options = _parser().parse_args()
    known = equivalents()
    if options.one:
        return _one(options.one, options.seconds)
    for name in options.area or AREAS:
        mutants = mutants_in(AREAS[name], known)
        chosen = sample(mutants, options.sample, options.seed)
        print(f"{name}: {len(chosen)} of {len(mutants)} mutants, seed {options.seed}", flush=True)
        if options.list:
            for mutant in chosen:
                print(_words(mutant))
        else:
            outcomes = _measured(chosen, AREAS[name].tests, options.seconds)
            print(f"\n{table(outcomes)}\n", flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--area", action="append", choices=AREAS, help="default: all")
    parser.add_argument("--sample", type=int, help="number of mutants of each area; default: all")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--list", action="store_true", help="list the mutants, run none")
    parser.add_argument("--one", metavar="ID", help="run one mutant and print the test's output")
    parser.add_argument(
        "--seconds", type=float, default=60.0,
        help="of tests for each mutant, the fastest first; tests beyond are left out",
    )  # fmt: skip
    return parser


def _measured(
    mutants: Sequence[Mutant], folders: tuple[str, ...], seconds: float
) -> list[tuple[Mutant, Outcome]]:
    """Run mutants and print those that survive; return the outcomes."""
    recording = _recorded(folders)
    outcomes: list[tuple[Mutant, Outcome]] = []

    def report(task: Task, result: Result) -> None:
        outcomes.append((task.mutant, result.outcome))
        if result.outcome != "killed":
            print(f"{result.outcome}: {_words(task.mutant)}", flush=True)
        if sys.stderr.isatty():
            print(f"\r{len(outcomes)}/{len(mutants)} ", end="", file=sys.stderr)

    run_tasks([task_of(mutant, recording, seconds) for mutant in mutants], recording, report)
    return outcomes


def _recorded(folders: tuple[str, ...]) -> recordings.Recording:
    """Return the recording of the tests, renewed where it is stale."""
    files = modules_of(folders)
    if stale := recordings.stale(files):
        print(f"Recording the lines of {len(stale)} test modules.", flush=True)
        record_in_fork(stale)
    if failed := recordings.failed(files):
        print(f"{len(failed)} tests fail or are skipped without a mutant; they aren't used.")
    return recordings.load(files)


def _one(name: str, seconds: float) -> int:
    for area in AREAS.values():
        for mutant in mutants_in(area):
            if mutant.id == name:
                print(_words(mutant), flush=True)
                recording = _recorded(area.tests)
                found: list[Result] = []
                task = task_of(mutant, recording, seconds)
                run_tasks([task], recording, lambda _, result: found.append(result))
                log = log_of(mutant)
                if found[0].outcome != "not covered":
                    print(log.read_text(encoding="utf-8", errors="replace"))
                print(f"{found[0].outcome} {found[0].test} ({len(task.tests)} tests chosen)")
                return int(found[0].outcome in ("survived", "not covered"))
    print(f"There isn't a mutant {name}. List them with --list.", file=sys.stderr)
    return 2


def _words(mutant: Mutant) -> str:
    return f"{mutant.id}: {_short(mutant.before)}  ->  {_short(mutant.after)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 100 else f"{text[:97]}..."


if __name__ == "__main__":
    sys.exit(main())
