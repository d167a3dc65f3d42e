"""Copy of text to the clipboard, with a truthful report of the way it was copied."""

from __future__ import annotations

import asyncio
import base64
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from lix_tui.settings.key import environment_of_children
from lix_tui.text import clean

if TYPE_CHECKING:
    from textual.app import App

OSC_52_LIMIT = 74_000
"""Bytes of base64 that common terminals accept in one OSC 52 sequence."""
SCREEN_PART = 240
"""Bytes of a sequence that GNU screen passes on at once."""
MAX_WAIT = 10.0
"""Seconds that a clipboard program may take."""
_PYPERCLIP = "import sys, pyperclip; pyperclip.copy(sys.stdin.buffer.read().decode())"


class CopyError(Exception):
    """A text was not copied; the message is one sentence for the user."""


async def copy_text(app: App[int], text: str, subject: str, command: Sequence[str] = ()) -> str:
    """Copy ``text`` and return the sentence that says how. Raises CopyError.

    ``command`` is the user's own program, which gets the text on its standard input. Without one,
    the clipboard of this machine is used when the session is local. Over SSH, or where there is
    none, the terminal is asked by OSC 52, which never answers, so the sentence then says 'sent'
    and not 'copied'. The text is cleaned: it may be pasted into a shell.
    """
    text = clean(text)
    if command:
        await _run(command, text)
        return f"Copied {subject} with {command[0]}."
    if has_clipboard(os.environ):
        with suppress(CopyError):  # the terminal may still copy it
            await _run((sys.executable, "-P", "-c", _PYPERCLIP), text)
            return f"Copied {subject} (system clipboard)."
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode()
    if len(encoded) > OSC_52_LIMIT:
        message = (
            f"{subject[:1].upper()}{subject[1:]} is too long for the terminal's clipboard; export "
            "it to a file, or name a program as copy_command in config.toml."
        )
        raise CopyError(message)
    app.copy_to_clipboard(text.encode("utf-8", "replace").decode())
    wrapped = wrap_for_multiplexer(os.environ, f"\x1b]52;c;{encoded}\a")
    driver = app._driver  # noqa: SLF001  # a test pins it; no public way writes to the terminal
    if wrapped and driver is not None:
        driver.write(wrapped)
    return f"Sent {subject} to the terminal's clipboard (OSC 52), which it may ignore."


def has_clipboard(environ: Mapping[str, str]) -> bool:
    """Return True if programs on this machine reach the user's clipboard."""
    if any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")):
        return False
    return sys.platform != "linux" or any(
        environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    )


def wrap_for_multiplexer(environ: Mapping[str, str], sequence: str) -> str:
    """Return the sequence wrapped for tmux or GNU screen to pass on; empty outside of both.

    It is sent beside the plain one: tmux takes that one with set-clipboard, this one with
    allow-passthrough.
    """
    if environ.get("TMUX") or environ.get("TERM", "").startswith("tmux"):
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}\x1b\\"
    if environ.get("STY"):
        parts = range(0, len(sequence), SCREEN_PART)
        return "".join(f"\x1bP{sequence[at : at + SCREEN_PART]}\x1b\\" for at in parts)
    return ""


async def _run(command: Sequence[str], text: str) -> None:
    """Send text to a program, which may keep running, as those of X11 do."""
    nowhere = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=nowhere,
            stderr=nowhere,
            env=environment_of_children(),
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"{command[0]} can't be started: {why}. Change copy_command in config.toml."
        raise CopyError(message) from None
    try:
        async with asyncio.timeout(MAX_WAIT):
            await process.communicate(text.encode("utf-8", "replace"))
    except TimeoutError:
        message = f"{command[0]} did not end within {MAX_WAIT:.0f} s, so nothing may be copied."
        raise CopyError(message) from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
    if process.returncode:
        message = (
            f"{command[0]} failed with status {process.returncode}, so nothing was copied; "
            "change copy_command in config.toml."
        )
        raise CopyError(message)
