"""Answers that couldn't be stored: counted, and saved in a file when the program ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.counts import counted
from lix_tui.private_files import make_folder, write_new

if TYPE_CHECKING:
    from lix_tui.api.api_request import Reply


def save_unstored(folder: Path, replies: Sequence[Reply]) -> str:
    """Write the answers that cost credits into a new file (mode 0600) in ``folder``.

    Each is a line of JSON: endpoint, time, and the body as text. Return a sentence with their
    number and the path of the file.
    """
    answers = counted(len(replies), "answer")
    words = f"{answers} couldn't be stored, so the next run requests {_pronoun(replies)} again"
    paid = [reply for reply in replies if ENDPOINTS[reply.endpoint].cost]
    if not paid:
        return f"{words}."
    lines = [
        json.dumps(
            {
                "endpoint": reply.endpoint,
                "received_at": datetime.fromtimestamp(reply.sent_at, UTC).isoformat(),
                "body": reply.body.decode("utf-8", "replace"),
            }
        )
        for reply in paid
    ]
    try:
        make_folder(folder)
        path = _write("\n".join(lines) + "\n", folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return f"{words}; saving {_pronoun(paid)} in {folder} failed: {reason}."
    return f"{words}; the answers that cost credits are saved in {path}."


def _pronoun(replies: Sequence[Reply]) -> str:
    return "it" if len(replies) == 1 else "them"


def _write(text: str, folder: Path) -> Path:
    stamp, number = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"), 1
    while True:
        path = folder / f"unstored-{stamp}{'' if number == 1 else f'-{number}'}.jsonl"
        try:
            write_new(path, text)
        except FileExistsError:
            number += 1
        else:
            return path
