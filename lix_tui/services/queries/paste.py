"""Pasted text as one line for an input: joined, unchanged, or refused."""

from __future__ import annotations

import re
from typing import Literal

from lix_tui.linkedin.pasted_text import MOST_PASTED, read_pasted
from lix_tui.settings.key_header import pasted_key

InputContent = Literal["links", "text", "key"]
"""Content of an input: links, ids and keywords; plain text; an API key."""
_BREAK = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"


class PasteRefused(ValueError):
    """Pasted text that can't become one line; the message is one sentence for the user."""


def one_line(text: str, accepts: InputContent) -> str:
    """Return pasted text as one line.

    The lines of a link are joined, several links stand side by side, and other lines are joined
    with spaces. Text of one line stays as it is, apart from line breaks around it.

    Raises:
        PasteRefused: the text is too long, or an input of links gets a link whose end is unclear.

    """
    if accepts == "key":
        return pasted_key(text)
    line = text.strip(_BREAKS)
    if len(text) <= MOST_PASTED and not _BREAK.search(line):
        return line
    pasted = read_pasted(text)
    if pasted.problem and pasted.kind == "text" and (accepts == "links" or not pasted.text):
        raise PasteRefused(pasted.problem)
    return pasted.text
