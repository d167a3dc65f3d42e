"""Runs commands of the command line as a user's shell would, without waiting for a new process.

Tests of signals, parallel commands, closed pipes and imports start processes of their own.
"""

from __future__ import annotations

import os
import sys
from unittest.mock import patch

from click.testing import CliRunner

from lix_tui.cli.entry import entry
from lix_tui.cli.failures import guarded
from tests.conftest import INTERVAL

KEY = "CANARY-8231"


def run(
    *arguments: str,
    url: str | None = None,
    key: str | None = KEY,
    given: str | None = None,
    **more: str,
) -> tuple[int, str, str]:
    """Run ``lix-tui`` with arguments; return its status, standard output and standard error.

    ``given`` is its standard input.
    """
    environ = {"LIX_RATE_INTERVAL": str(INTERVAL), **more}
    if key is not None:
        environ["LIX_API_KEY"] = key
    if url is not None:
        environ |= {"LIX_API_URL": url, "LIX_LOOKC_URL": url}
    with (
        patch.dict(os.environ, environ),
        patch.object(sys, "argv", ["lix-tui", *arguments]),
        CliRunner().isolation(given) as (out, err, _),
    ):
        try:
            guarded(entry)
            status = 0
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else 0
        sys.stdout.flush()
        sys.stderr.flush()
        return status, out.getvalue().decode(), err.getvalue().decode()
