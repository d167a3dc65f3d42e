"""Each measure finds its faults in a sample package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.structure import usage
from tests.structure.figures import Figure, Limit, problem_of, table
from tests.structure.loaded_modules import tui_module
from tests.structure.measures import MEASURES
from tests.structure.samples import SAMPLES
from tests.structure.source import Project


def project_of(folder: Path, files: dict[str, str]) -> Project:
    for name, text in {"__init__.py": "", "../tests/__init__.py": "", **files}.items():
        file = (folder / "pkg" / name).resolve()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return Project(folder / "pkg", folder / "tests")


@pytest.mark.parametrize("sample", SAMPLES)
def test_faults_are_seen(sample: str, tmp_path: Path) -> None:
    files, expected = SAMPLES[sample]
    (tmp_path / "pkg").mkdir()
    figures = MEASURES[sample.partition(" ")[0]](project_of(tmp_path, files))
    values = {figure.id: figure.value for figure in figures}
    assert {id_: values[id_] for id_ in expected} == expected


def test_an_exception_for_test_only_code_needs_a_reason_and_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pkg").mkdir()
    allowed = tmp_path / "allowed.txt"
    monkeypatch.setattr(usage, "ALLOWED", allowed)
    files = {"a.py": "def f(): pass\ndef g(): pass", "../tests/test_a.py": "f()\ng()"}
    project = project_of(tmp_path, files)
    for text, expected in (
        ("f fills a store", [1, 0, 0]),
        ("# none\nf\ng fills a store", [0, 0, 1]),
        ("f fills a store\nh is gone", [1, 0, 1]),
    ):
        allowed.write_text(text)
        assert [figure.value for figure in usage.measure(project)] == expected


def test_the_tui_is_found_by_its_base(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    files = {
        "a.py": "from textual.app import App\nclass Base(App[int]): pass",
        "deep/b.py": "from ..a import Base\nclass Explorer(Base): pass",
    }
    assert tui_module(project_of(tmp_path, files)) == "pkg.deep.b"
    with pytest.raises(LookupError):
        tui_module(project_of(tmp_path, {"deep/b.py": "from ..a import Base\nclass Other: pass\n"
                                         "class X(Base): pass\nclass Y(Base): pass"}))  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "value", "is_kept"),
    [
        (Limit(5), 5, True),
        (Limit(5), 5.1, False),
        (Limit(5, aim=0), 4, True),
        (Limit(5, at_least=True), 5, True),
        (Limit(5, at_least=True), 4.9, False),
    ],
)
def test_a_broken_limit_is_a_problem(limit: Limit, value: float, is_kept: bool) -> None:
    figure = Figure("files", value, ("pkg.a",))
    problem = problem_of(figure, {"files": limit})
    assert (problem == "") == is_kept
    assert is_kept or "pkg.a" in problem
    assert ("BROKEN" in table([figure], {"files": limit})) != is_kept


def test_a_figure_without_a_limit_is_a_problem() -> None:
    assert problem_of(Figure("files", 1), {})


def test_the_command_ends_with_1_where_a_limit_is_broken(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    command = [
        sys.executable,
        "-m",
        "tests.structure",
        "cycles",
        "--package",
        str(tmp_path / "pkg"),
    ]
    for text, status in (("", 0), ("import pkg.a", 1)):
        project_of(tmp_path, {"a.py": "import pkg.b", "b.py": text})
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr
        assert ("BROKEN" in done.stdout) == (status == 1)
