"""Texts that attack a terminal, a spreadsheet or a reader, made by Hypothesis."""

from __future__ import annotations

from functools import cache

import hypothesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

MARK = "pwNed"
"""Text in every hostile sequence, which shows that the sequence isn't lix-tui's own."""
NUMBER = "7777"
"""Number in every hostile sequence of numbers, larger than any row or colour number."""

_OPENINGS = (
    *("\x1b[", "\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x1bN", "\x1bO", "\x1b(", "\x1b#"),
    *("\x9b", "\x9d", "\x90", "\x9f", "\x9e", "\x98", "\x1b\x1b[", "\x1b \x1b[", "\x18\x1b["),
    *("\x1b\u200b[", "\x1b\u0301[", "\xc2\x9b", "\x1bPtmux;\x1b\x1b[", "\x00\x1b["),
)
_MIDDLES = (
    *(NUMBER, f"{NUMBER};{NUMBER}", f"?{NUMBER}", f">{NUMBER}", f"38;5;{NUMBER}", f"{NUMBER}:1"),
    *(f"52;c;{MARK}", f"0;{MARK}", f"8;;https://{MARK}.invalid", f"1337;File={MARK}:", MARK),
    *(f"4;1;?{MARK}", f"777;notify;{MARK};x", f"9;{MARK}", f"22;{MARK}", f"$q{MARK}", f"+q{MARK}"),
)
_ENDS = (*"mHJKhlncqtpruS@A", "\x07", "\x1b\\", "\x9c", "", "$p", " q", "\r\n", "\x85")
_SEQUENCES = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(_OPENINGS), st.sampled_from(_MIDDLES), st.sampled_from(_ENDS),
)  # fmt: skip
_MARKUP = st.sampled_from(
    (
        *("[/]", "[/b]", "[@click=app.quit]x[/]", "[@click=app.exit(7)]", "[bold red", "[[", "]"),
        *("[link=javascript:alert(1)]x[/link]", "[$primary]", "[on red]", "[not bold]", "\\[", "["),
        *(f"[{MARK}]", "[#zzz]", "&amp;<b>x</b>", "<script>x</script>", "```", "| a | b |", "`x`"),
    )
)
_INVISIBLE = st.sampled_from(
    (
        *("\u202e", "\u202a", "\u202d", "\u2066", "\u2067", "\u2069", "\u200e", "\u200f", "\u061c"),
        *("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\ufff9", "\ufffb", "\u00ad", "\u034f"),
        *("\ud800", "\udfff", "\ufffe", "\U000e0041", "\U000e007f", "\ufe0f", "\u115f", "\u3164"),
        *(
            "\u2028",
            "\u2029",
            "\x85",
            "\x0b",
            "\x0c",
            "\x1c",
            "\x1f",
            "\x00",
            "\x08",
            "\x7f",
            "\x0e",
        ),
    )
)
_FLOODS = st.builds(
    lambda base, marks, times: base + marks * times,
    st.sampled_from("aé漢👩"),
    st.sampled_from(("\u0301", "\u0335\u0489", "\u20dd", "\u200d👩", "\ufe0f", "\u0f39")),
    st.sampled_from((3, 60, 2_000)),
)
_FORMULAS = st.sampled_from(
    (
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        '=HYPERLINK("https://x.invalid")',
        "＝1",
        "%0A=1",
    )
)
_PLAIN = st.text(st.characters(exclude_categories=()), max_size=12)
_WORDS = st.sampled_from(("Engineer", "Zoë", "漢字", "مدير", "שלום", "🧨", " ", "\n", "\t", "٣"))

hostile_texts = st.one_of(
    _SEQUENCES,
    _FORMULAS.flatmap(lambda formula: _SEQUENCES.map(lambda rest: formula + rest)),
    st.lists(
        st.one_of(_SEQUENCES, _MARKUP, _INVISIBLE, _FLOODS, _PLAIN, _WORDS), min_size=1, max_size=8
    ).map("".join),
)
"""One text: sequences, markup, what cannot be seen, floods and formulas, mixed with words."""


@cache
def made(seed: int, count: int) -> tuple[str, ...]:
    """Return the texts that Hypothesis finds in ``count`` tries; the same for the same seed."""
    texts: list[str] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile_texts)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    return tuple(dict.fromkeys(texts))


def huge() -> str:
    """Return a text of a megabyte that ends with an attack."""
    return "x [/] " * 170_000 + f"\x1b]0;{MARK}\x07\x1b[{NUMBER}m"
