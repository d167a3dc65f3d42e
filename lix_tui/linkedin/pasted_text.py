"""Pasted text of one or several lines: one link, several links, or plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from lix_tui.linkedin.handles import is_whole_token, remove_invisible, trim_marks
from lix_tui.linkedin.link_lines import (
    can_continue,
    is_beginning,
    join_lines,
    lines_of,
    wrapped_lines,
)
from lix_tui.linkedin.link_target import target_of
from lix_tui.linkedin.link_wrappers import (
    HAS_LINK,
    LINK_START,
    repair_scheme,
    resolve_entities,
    unwrap_links,
)
from lix_tui.linkedin.target import quotable

MOST_PASTED = 500_000
"""Characters of a paste that are read; a list of 5,000 links has fewer."""
_SEPARATORS = re.compile(r"[,;|&+•·–—-]*|and|or|und|et|y", re.IGNORECASE)
_SPACE_AFTER_HOST = re.compile(r"(?<=linkedin\.com)[ \u00a0]+(?=/[a-z])", re.IGNORECASE)
"""A space that must be a fault: a link has no space between its host and its path."""
_TIDY_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class PastedUrl:
    """Text from the clipboard by its kind.

    ``link``: ``text`` is one link on one line, without the marks around it. ``links``: ``links``
    are several. ``text``: anything else, on one line. ``problem`` says why text with a link in it
    isn't a link; such text must not be searched for or looked up.
    """

    kind: Literal["link", "links", "text"]
    text: str
    links: tuple[str, ...] = field(default=())
    problem: str | None = None


def read_pasted(text: str) -> PastedUrl:
    """Return the links in pasted text, or its lines as one line of plain text. Never raises.

    The lines of a broken link are joined. A line that may be something else is never joined; the
    text has a ``problem`` in that case.
    """
    if len(text) > MOST_PASTED:
        problem = (
            f"The pasted text has {len(text):,} characters, and {MOST_PASTED:,} are the most that "
            "can be read: paste less of it."
        )
        return PastedUrl("text", "", problem=problem)
    text = remove_invisible(text.encode("utf-8", "replace").decode()).strip()
    text = _SPACE_AFTER_HOST.sub("", text)
    if not text:
        return PastedUrl("text", "")
    whole = _tidied_all(text)
    if len(whole) > 1 or (whole[0] != text and LINK_START.match(whole[0])):
        found = [read_pasted(one) for one in whole] if whole != (text,) else []
        if found and all(one.kind == "link" for one in found):
            return _of_links([one.text for one in found])
    return _read_lines(text)


def tidy(text: str) -> str:
    """Return the link, id or address in `text` without anything around it."""
    found = _tidied_all(text)
    return found[0] if len(found) == 1 else text.strip()


def _tidied_all(text: str) -> tuple[str, ...]:
    for _ in range(_TIDY_ROUNDS):
        before, text = text, resolve_entities(remove_invisible(text)).strip()
        inside = unwrap_links(text)
        if len(inside) > 1:
            return inside
        text = repair_scheme(trim_marks(inside[0]))
        if text == before:
            break
    return (text,)


def _read_lines(text: str) -> PastedUrl:
    begins = LINK_START.match(text) or is_beginning(text.split(maxsplit=1)[0])
    if not begins and not HAS_LINK.search(text):
        token = "".join(text.split())
        return (
            PastedUrl("link", token, (token,))
            if is_whole_token(token)
            else PastedUrl("text", " ".join(text.split()))
        )
    lines = lines_of(text)
    plain = " ".join(text.split())
    links: list[list[str]] = []
    others: list[str] = []
    open_link: list[str] | None = None
    wrapped = 0
    for place, line in enumerate(lines):
        if wrapped and open_link is not None:
            open_link.append(line.text)
            wrapped -= 1
        elif open_link is not None and can_continue(open_link, line):
            open_link.append(line.text)
        elif (several := _several(line.text)) is not None:
            links += [[one] for one in several]
            open_link = None
        elif _is_link(line.text) or (
            len(lines) > 1 and open_link is None and is_beginning(line.text)
        ):
            link, words = _without_words(line.text)
            wrapped = 0 if words else wrapped_lines(lines, place) - 1
            open_link = None if words else [link]
            links.append(open_link or [link])
            others += [words] if words else []
        else:
            others.append(line.text)
            open_link = None
    found = [tidy(join_lines(parts)) for parts in links]
    if found and not others:
        return _of_links(found)
    if not found and (not HAS_LINK.search(plain) or " " not in plain):
        return PastedUrl("text", plain)
    others = others if found else [plain]
    shown = quotable(" ".join(others)[:200], 40)
    message = (
        f"The text contains more than a link, “{shown}”: paste the link alone, on one line."
        if len(found) < 2
        else f"The text contains more than links, “{shown}”: paste one link alone."
    )
    return PastedUrl("text", plain, tuple(found), message)


def _is_link(line: str) -> bool:
    may_be = LINK_START.match(line) or HAS_LINK.search(line)
    return may_be is not None and LINK_START.match(tidy(line)) is not None


def _without_words(line: str) -> tuple[str, str]:
    """Return the link at the beginning of a line, and the words after it.

    People type spaces into the values of a search link, so those belong to the link.
    """
    link, space, words = line.partition(" ")
    if not space or target_of(tidy(link)).problem or not target_of(tidy(line)).problem:
        return line, ""
    return link, words.strip()


def _of_links(links: list[str]) -> PastedUrl:
    several = tuple(dict.fromkeys(links))
    if len(several) == 1:
        return PastedUrl("link", several[0], several)
    return PastedUrl(
        "links",
        " ".join(several),
        several,
        f"These are {len(several):,} links: paste one of them, or look all of them up from a file.",
    )


def _several(line: str) -> list[str] | None:
    """Return the links of a line that contains only links and separators."""
    if sum(1 for _ in islice(HAS_LINK.finditer(line), 2)) < 2:
        return None
    words = line.split()
    if len(words) < 2:
        words = re.split(r"[,;|](?=https?://)", line)
    links: list[str] = []
    for word in words:
        if LINK_START.match(trim_marks(word)):
            links.append(tidy(word))
        elif not _SEPARATORS.fullmatch(word):
            return None
    return links if len(links) > 1 else None
