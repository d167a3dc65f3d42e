"""httpx is imported without its command line, which is private to it and not needed here."""

from __future__ import annotations

import subprocess
import sys


def test_httpx_comes_without_its_command_line() -> None:
    probe = (
        "import sys, lix_tui.api.client, httpx\n"
        "assert httpx.AsyncClient and callable(httpx.main)\n"
        "print(*{'click', 'pygments', 'rich'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
