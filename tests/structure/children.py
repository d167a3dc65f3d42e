"""Child processes for measures that run the program, with private folders."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.structure.source import Project

TIME_LIMIT = 240.0
"""Seconds after which a child is killed, long enough for a busy machine."""


def environment(project: Project, folder: Path, url: str) -> dict[str, str]:
    """Return variables that keep a child inside `folder` and point it at the sandbox `url`."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("LIX_", "XDG_", "PYTEST_"))}
    roots = [str(project.folder.resolve().parent), str(Path(__file__).resolve().parents[2])]
    return kept | {
        "PYTHONPATH": os.pathsep.join(roots),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "PYTHONDONTWRITEBYTECODE": "1",
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
        "LIX_API_KEY": "any",
        "LIX_API_URL": url,
        "LIX_LOOKC_URL": url,
        "LIX_RATE_INTERVAL": "0",
        "TERM": "xterm-256color",
    }


@contextmanager
def sandbox(project: Project) -> Iterator[tuple[dict[str, str], Path]]:
    """Serve the package's sandbox; yield the variables and the private folder of a client."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        variables = environment(project, folder, "")
        words = ["sandbox", "--port", "0", "--interval", "0"]
        server = subprocess.Popen(
            [sys.executable, "-m", project.name, *words],
            env=variables,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            yield environment(project, folder, url), folder
        finally:
            server.kill()
            server.communicate()


def run_probe(probe: str, variables: dict[str, str], folder: Path, *arguments: str) -> Any:
    """Run a module of this package in a new interpreter; return the JSON that it wrote.

    Its standard input and output are a terminal, so that it may open the TUI.

    Raises:
        RuntimeError: the probe failed; the message is what it printed.

    """
    answer = folder / "answer.json"
    answer.unlink(missing_ok=True)
    terminal, its_side = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.structure.{probe}", str(answer), *arguments],
            env=variables,
            cwd=folder,
            stdin=its_side,
            stdout=its_side,
            stderr=subprocess.PIPE,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    finally:
        os.close(its_side)
        os.close(terminal)
    if not answer.exists():
        message = f"{probe} {' '.join(arguments)} ended with {done.returncode}.\n{done.stderr}"
        raise RuntimeError(message)
    return json.loads(answer.read_text(encoding="utf-8"))
