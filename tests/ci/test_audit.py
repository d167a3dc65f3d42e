"""The audit passes without a report in one case only: no advisories can be reached."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

NOWHERE = "http://127.0.0.1:9/pypi/pip/24.0/json"
GOOD = {"name": "good", "version": "1.0", "vulns": []}
BAD = {
    "name": "bad",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}],
}
OURS = {"name": "lix-tui", "skip_reason": "Dependency not found on PyPI"}
SKIPPED = {"name": "odd", "skip_reason": "Dependency not found on PyPI"}


class Advisories(BaseHTTPRequestHandler):
    """An advisory service: its status and body are the last two parts of the path."""

    def do_GET(self) -> None:  # the name that http.server calls
        *_, status, body = self.path.split("/")
        self.send_response(int(status))
        self.end_headers()
        self.wfile.write({"json": b'{"vulnerabilities": []}', "html": b"<html>"}[body])

    def log_message(self, *_: object) -> None:
        """Log no request."""


@pytest.fixture
def service() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Advisories) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def program(folder: Path, report: object, status: int, words: str = "") -> Path:
    """Return a stand-in for pip-audit that writes a report (None: none) and ends with a status."""
    text = report if isinstance(report, str) else json.dumps(report)
    file = folder / "pip-audit"
    write = (
        "" if report is None else f"open(sys.argv[sys.argv.index('-o') + 1], 'w').write({text!r})"
    )
    file.write_text(
        f"#!{sys.executable}\nimport sys\n{write}\nprint({words!r}, file=sys.stderr)\n"
        f"sys.exit({status})\n",
        encoding="utf-8",
    )
    file.chmod(0o755)
    return file


def audit(pip_audit: Path, packages: Path, service: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / ".ci" / "audit.py"), str(pip_audit), str(packages)],
        env={**os.environ, "AUDIT_SERVICE": service, "no_proxy": "127.0.0.1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def report(*items: object) -> dict[str, object]:
    return {"dependencies": list(items), "fixes": []}


def test_nothing_known_passes(tmp_path: Path) -> None:
    status, out = audit(program(tmp_path, report(GOOD, OURS), 0), tmp_path, NOWHERE)
    assert (status, out) == (0, "1 packages audited, 0 vulnerabilities\n")


def test_a_vulnerability_fails_and_is_named(tmp_path: Path) -> None:
    status, out = audit(program(tmp_path, report(GOOD, BAD, SKIPPED), 1), tmp_path, NOWHERE)
    assert status == 1
    assert "bad 2.0: PYSEC-1 ['2.1']" in out


NO_ANSWER: dict[str, tuple[object, int, str]] = {
    "no connection": (None, 1, "ERROR:pip_audit._cli:Could not connect to the vulnerability feed"),
    "no advisories of one": (report(GOOD, SKIPPED), 0, ""),
}
BROKEN: dict[str, tuple[object, int, str]] = {
    "crashed": (None, 1, "Traceback (most recent call last):\nValueError"),
    "failed without a word": (None, 1, ""),
    "killed": (None, 137, ""),
    "no report, and all is well": (None, 0, ""),
    "bad arguments": (None, 2, "pip-audit: error: unrecognized arguments"),
    "no JSON": ("<html>", 0, ""),
    "other JSON": ({"results": []}, 0, ""),
    "no list": ({"dependencies": 3}, 0, ""),
    "no names": ({"dependencies": [{}]}, 0, ""),
    "failed after its report": (report(GOOD), 2, "it broke"),
    "says 1 and shows nothing": (report(GOOD), 1, ""),
}


@pytest.mark.parametrize("case", list(NO_ANSWER))
def test_no_usable_report_fails_where_the_service_answers(
    tmp_path: Path, service: str, case: str
) -> None:
    written, ended, words = NO_ANSWER[case]
    status, out = audit(program(tmp_path, written, ended, words), tmp_path, f"{service}/200/json")
    assert status == 1
    assert "The audit failed although" in out
    assert words.strip() in out


@pytest.mark.parametrize("answer", ["", "404/json", "503/html", "200/html"])
@pytest.mark.parametrize("case", list(NO_ANSWER))
def test_no_usable_report_passes_where_the_service_cannot_be_reached(
    tmp_path: Path, service: str, answer: str, case: str
) -> None:
    written, ended, words = NO_ANSWER[case]
    where = f"{service}/{answer}" if answer else NOWHERE
    status, out = audit(program(tmp_path, written, ended, words), tmp_path, where)
    assert status == 0
    assert f"Not audited: {where} can't be reached from here" in out


@pytest.mark.parametrize("answer", ["", "200/json"])
@pytest.mark.parametrize("case", list(BROKEN))
def test_a_broken_audit_fails_whether_or_not_the_service_can_be_reached(
    tmp_path: Path, service: str, answer: str, case: str
) -> None:
    written, ended, words = BROKEN[case]
    where = f"{service}/{answer}" if answer else NOWHERE
    status, out = audit(program(tmp_path, written, ended, words), tmp_path, where)
    assert status == 1
    assert "The audit failed: " in out
    assert words.splitlines()[-1:] == [] or words.splitlines()[-1] in out


@pytest.mark.parametrize("answer", ["", "200/json"])
def test_what_never_ran_fails(tmp_path: Path, service: str, answer: str) -> None:
    where = f"{service}/{answer}" if answer else NOWHERE
    assert audit(tmp_path / "none", tmp_path, where)[0] == 1
    good = program(tmp_path, report(GOOD), 0)
    assert audit(good, tmp_path / "no-folder", where)[0] == 1
    assert audit(program(tmp_path, report(OURS), 0), tmp_path, where)[0] == 1
