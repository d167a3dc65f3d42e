"""Sentences of a bulk lookup: notes that make sense in a file, and totals of this time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from lix_tui.api.errors import StillMissing, UncertainOutcome
from lix_tui.services.runs.file_notes import AGAIN, in_file
from lix_tui.services.runs.row_outcomes import Outcome
from tests.cli.command_line import run
from tests.conftest import Served

SLUGS = ("olivia-shaw", "thomas-thornton", "avi-biton", "priya-mitchell")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.txt"
    path.write_text("".join(f"https://www.linkedin.com/in/{slug}\n" for slug in SLUGS))
    return path


@pytest.mark.sandbox_options("--fault", "500@person#2")
def test_the_note_of_a_failed_row_names_the_command_that_repeats_it(
    sandbox: Served, file: Path
) -> None:
    out = file.with_name("out.csv")
    run("enrich", str(file), "--yes", "-o", str(out), url=sandbox.url)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))
    (failed,) = (row for row in rows if row["lix_status"] == "failed")
    assert failed["lix_note"].endswith(f"it may have cost a credit; {AGAIN}")
    printed = run("enrich", str(file), "--yes", url=sandbox.url)[1]
    notes = [line["note"] for line in map(json.loads, printed.splitlines())]
    assert failed["lix_note"] in notes


@pytest.mark.parametrize(
    ("outcome", "note"),
    [
        (Outcome("failed", f"It ended; {UncertainOutcome.advice}"), f"It ended; {AGAIN}"),
        (Outcome("failed", "It ended"), f"It ended; {AGAIN}"),
        (Outcome("failed"), AGAIN),
        (
            Outcome("not_found", f"No such person; {StillMissing.advice}"),
            f"No such person; {AGAIN}",
        ),
        (Outcome("not_found", "nobody was found"), "nobody was found"),
        (Outcome("found", "RISKY, asked 2 d ago"), "RISKY, asked 2 d ago"),
        (Outcome("pending", "not looked up yet"), "not looked up yet"),
    ],
)
def test_advice_for_a_screen_is_replaced(outcome: Outcome, note: str) -> None:
    assert in_file(outcome) == Outcome(outcome.status, note)


def test_a_continued_run_counts_this_time_apart_from_earlier(sandbox: Served, file: Path) -> None:
    first = run("enrich", str(file), "--budget", "1", url=sandbox.url)
    assert first[0] == 4
    second = run("enrich", str(file), "--yes", url=sandbox.url)
    assert second[0] == 0
    assert "This time: 3 fetched from Lix. Earlier: 1 fetched from Lix." in second[2]
    third = run("enrich", str(file), "--yes", url=sandbox.url)
    assert third[2].endswith(": 4 already stored (free).\n")


def test_a_run_that_was_never_interrupted_counts_once(sandbox: Served, file: Path) -> None:
    assert "4 fetched from Lix.\n" in run("enrich", str(file), "--yes", url=sandbox.url)[2]
