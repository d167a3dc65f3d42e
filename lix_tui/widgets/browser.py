"""Links in the user's browser, which never gets the key."""

from __future__ import annotations

import asyncio
import sys

from lix_tui.settings.key import environment_of_children

MAX_WAIT = 5.0
"""Seconds after which a running browser counts as opened: some run as long as the page."""
_OPEN = """
import sys, threading, webbrowser
said = []
link = sys.stdin.readline()
opening = threading.Thread(target=lambda: said.append(webbrowser.open(link)), daemon=True)
opening.start()
opening.join(float(sys.argv[1]))
sys.exit(not (said[0] if said else opening.is_alive()))
"""


def is_openable(link: str) -> bool:
    """Return True if a browser may open a link: https, no invisible or blank character."""
    return link.startswith("https://") and link.isprintable() and " " not in link


async def open_link(link: str) -> bool:
    """Open a link that ``is_openable``; return False if no browser could be opened.

    It is started by a process of its own, as it would inherit our environment and might keep us
    waiting; it lives on when we end.
    """
    nowhere = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", _OPEN, str(MAX_WAIT)),
            stdin=asyncio.subprocess.PIPE,
            stdout=nowhere,
            stderr=nowhere,
            env=environment_of_children(),
            start_new_session=True,
        )
    except OSError:
        return False
    await process.communicate(link.encode())
    return process.returncode == 0
