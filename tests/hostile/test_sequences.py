"""Foreign sequences are found, and lix-tui's own sequences are accepted."""

from __future__ import annotations

import base64

import pytest

from tests.hostile.sequences import foreign, is_clean, plain
from tests.hostile.texts import MARK, NUMBER, made


def copy_of(text: str) -> bytes:
    return f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07".encode()


@pytest.mark.parametrize(
    "written",
    [
        b"\x1b[?1049h\x1b[1;1H\x1b[38;2;1;2;3mEngineer\x1b[0m\r\n\x1b[?25l\x1b[>1u\x1b[?2026$p",
        copy_of("https://www.linkedin.com/in/a\n\tb"),
        "漢 é 👩\u200d💻 [/] pwNed 7777 \x1b]22;default\x07\x07".encode(),
        b"",
    ],
)
def test_what_we_write_is_ours(written: bytes) -> None:
    assert foreign(written) == []


@pytest.mark.parametrize(
    "written",
    [
        b"a\x1b[2Jb", b"\x1b[7777;1H", b"\x1b]0;title\x07", b"\x1b]8;;https://x\x07", b"\x9b",
        b"\x1b]22;pwNed\x07", b"\x1bPtmux;\x1b\\", b"\x1b", "\x9b2J".encode(), b"\x00", b"\x08",
        b"\x1b[31mred\x7f", "\u202eturned".encode(), "\ufeff".encode(), b"\xff", b"\r", b"\t",
        b"\x1b[5n", b"\x1b[?9999h", b"\x1bc", b"\x1b(0", b"\x0e", "\u2028".encode(),
        copy_of("\x1b[2J"), copy_of("\u202e"), b"\x1b]52;c;?\x07", b"\x1b]52;c;!!\x07",
    ],
)  # fmt: skip
def test_what_is_foreign_is_found(written: bytes) -> None:
    assert len(foreign(b"before \x1b[0m" + written + b" after")) >= 1


def test_every_text_would_be_found_if_it_were_not_cleaned() -> None:
    texts = made(1, 120)
    assert len(texts) > 80
    attacks = [text for text in texts if "\x1b" in text or "\x9b" in text]
    assert len(attacks) > 25
    assert all(foreign(text.encode("utf-8", "replace")) for text in attacks)
    assert made(1, 120) == texts, "the same for the same seed"
    assert any(MARK in text for text in texts)
    assert any(NUMBER in text for text in texts)


def test_clean_text_is_clean() -> None:
    assert is_clean("one\n\ttwo 漢")
    assert not is_clean("one\x1b")
    assert plain(b"\x1b[1;2H\x1b[1mEngi\x1b[0mneer\x1b]22;text\x07") == "Engineer"
