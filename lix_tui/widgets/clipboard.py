"""Copies text where the user can paste it, and says truthfully what was done."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

OSC_52_LIMIT = 74_994
"""Bytes of text that common terminals still take in one OSC 52 sequence (100,000 encoded)."""


def copy_text(app: App[int], text: str, what: str) -> str:
    """Copy ``text`` and return the sentence that says how.

    A clipboard program of this machine is used when the session is local; over SSH, or where
    there is none, the terminal is asked by OSC 52, which never answers, so the sentence then
    says 'sent' and not 'copied'.
    """
    if not _is_remote(os.environ) and _copy_here(text):
        return f"Copied {what}."
    if len(text.encode()) > OSC_52_LIMIT:
        return f"{what[:1].upper()}{what[1:]} is too long for the terminal's clipboard."
    app.copy_to_clipboard(text)
    return f"Sent {what} to the terminal's clipboard."


def _is_remote(environ: Mapping[str, str]) -> bool:
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


def _copy_here(text: str) -> bool:
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    ):
        return False  # pyperclip would look for programs that cannot reach a screen
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return False
    return True
