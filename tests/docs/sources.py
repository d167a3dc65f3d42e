"""The Markdown pages of the project, and the parts of them that can be checked."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
GENERATED = DOCS / "reference"

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_SEPARATORS = set("();<>|&")


def pages() -> list[Path]:
    """Return README, CONTRIBUTING and every page of docs."""
    return [README, ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


def blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of one language."""
    return [found[2] for found in _FENCE.finditer(text) if found[1] == language]


def prose(text: str) -> str:
    """Return text without its code blocks."""
    return _FENCE.sub("", text)


def links(text: str) -> list[str]:
    """Return the targets of links and pictures."""
    return _LINK.findall(prose(text))


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def code(text: str) -> list[str]:
    """Return the inline code."""
    return re.findall(r"`([^`\n]+)`", prose(text))


def keys(text: str) -> list[str]:
    """Return the names of keys."""
    return [key.replace("\\|", "|") for key in re.findall(r"<kbd>(.+?)</kbd>", text)]


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of every command in shell blocks, without redirections and variables."""
    for block in blocks(text, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            yield from _split(line)


def _split(line: str) -> Iterator[list[str]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    skip = False
    for word in lexer:
        if set(word) <= _SEPARATORS:
            skip = word in ("<", ">")
            if not skip:
                yield words
                words = []
        elif skip:
            skip = False
        elif words or not re.match(r"[A-Z_]+=", word):
            words.append(word)
    yield words
