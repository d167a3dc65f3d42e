"""Links, ids and email addresses in the cells of a table."""

from __future__ import annotations

import re

from lix_tui.linkedin.link_wrappers import HAS_LINK
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.queries.lix_ids import lix_id_of
from lix_tui.services.queries.query import OPENABLE
from lix_tui.services.runs.broken_links import ends_inside_link, links_of_lines
from lix_tui.text import clean

_WORD_END = re.compile(r"[\s;|,]+")
_PLAUSIBLE = re.compile(r"[/@:.=]|[0-9]|[A-Za-z0-9+/]{12}")
"""Pattern in every link, id and address, as a quick check before they are parsed."""
_NUMBER = re.compile(r"[0-9]{5,20}")
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""Line ends inside a cell: spreadsheets, databases and word processors write any of them."""
_CONTROL = r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
_INNER_CONTROL = re.compile(_CONTROL)
_OUTER_CONTROL = re.compile(rf"(?<!\S){_CONTROL}+|{_CONTROL}+(?!\S)")


def is_lookup_value(cell: str) -> bool:
    """Return True for a cell that is or contains a link, id or address."""
    text = stripped_cell(cell)
    return bool(_NUMBER.fullmatch(text)) or any(record_in(word) for word in words_of(text))


def stripped_cell(cell: str) -> str:
    """Return a cell without control characters, a stray quote, and white space around it.

    A control character inside a word stays: without it, the word would be another one.
    """
    text = _OUTER_CONTROL.sub("", _BREAK.sub("\n", cell))
    return (text if _INNER_CONTROL.search(text) else clean(text)).strip().strip('"').strip()


def words_of(text: str) -> list[str]:
    """Return the words of a text, split at white space, commas, semicolons and bars."""
    return [word for word in _WORD_END.split(text) if word]


def record_in(text: str) -> str | None:
    """Return the record type of a word; None for text that can't be a link, id or address."""
    if "\n" in text or _INNER_CONTROL.search(text) or not _PLAUSIBLE.search(text):
        return None
    return record_of(text)


def values_of(cell: str) -> list[str]:
    """Return the links, ids and addresses of a cell that has no other text."""
    text = stripped_cell(cell)
    if not text or text.startswith("{"):  # a record inside a record is another person's
        return []
    if record_in(text):
        return [text]
    if "\n" in text and HAS_LINK.search(text):
        if links := links_of_lines(text):
            return list(links) if all(map(record_in, links)) else []
        if ends_inside_link(text):
            return []
    words = words_of(text)
    return words if all(record_in(word) for word in words) else []


def record_of(link: str) -> str | None:
    """Return the record type of a link, id or address ('person', 'email', …); None if unknown."""
    target = recognise(link)
    if target.kind == "email" and target.entity_id:
        return "email"
    if target.kind in OPENABLE and target.url and not target.problem:
        return OPENABLE[target.kind]
    return lix_id_of(link)
