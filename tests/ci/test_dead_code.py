"""Unused code is reported, and so are exceptions that excuse nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

CODE = """
from framework import on

def used(): pass
def on_click(): pass
@on
def pressed(): pass
used()
"""
OPTIONS = """
[tool.vulture]
paths = ["pkg"]
ignore_names = [{names}]
ignore_decorators = [{decorators}]
"""


@pytest.mark.parametrize(
    ("names", "decorators", "expected"),
    [
        ('"on_*"', '"@on"', []),
        ("", '"@on"', ["unused function 'on_click'"]),
        ('"on_*", "gone"', '"@on"', ["'gone' excuses nothing"]),
        ('"on_*", "used"', '"@on"', ["'used' excuses nothing"]),
        ('"on_*"', '"@on", "@off"', ["'@off' excuses nothing"]),
        ('"on_*"', "", ["unused function 'pressed'"]),
    ],
)
def test_unused_code_and_stale_exceptions(
    tmp_path: Path, names: str, decorators: str, expected: list[str]
) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "a.py").write_text(CODE)
    options = OPTIONS.format(names=names, decorators=decorators)
    (tmp_path / "pyproject.toml").write_text(options)
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / ".ci" / "dead_code.py")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert done.returncode == bool(expected), done.stderr
    assert len(lines) == len(expected)
    assert all(part in line for part, line in zip(expected, lines, strict=True))
