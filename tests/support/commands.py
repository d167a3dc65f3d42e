"""Command line of the product in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.cli.command_line import KEY
from tests.conftest import Served


def search_request_count(sandbox: Served) -> int:
    """Return the number of searches that a sandbox was asked for."""
    return sum("/search/" in str(entry["path"]) for entry in sandbox.requests())


def start(
    sandbox: Served, *words: str, interval: float, output: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    """Start a command against a sandbox."""
    environ = {
        **os.environ, "LIX_RATE_INTERVAL": str(interval), "LIX_API_KEY": KEY,
        "LIX_API_URL": sandbox.url, "LIX_LOOKC_URL": sandbox.url,
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "lix_tui", *words], env=environ, text=True,
        stdout=output, stderr=output, stdin=subprocess.DEVNULL,
    )  # fmt: skip
