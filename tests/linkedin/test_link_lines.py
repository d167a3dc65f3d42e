"""Lines of pasted text are joined to a link only where the break is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.pasted_text import read_pasted
from lix_tui.linkedin.recognition import recognise

LINKEDIN = "https://www.linkedin.com"
PEOPLE = f"{LINKEDIN}/search/results/people/?network=%5B%22F%22%5D&keywords=data"
TOKEN = "ACwAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg"


@pytest.mark.parametrize(
    ("first", "second"),
    [(PEOPLE, "thanks"), (PEOPLE, " engineer"), (PEOPLE, "and&network="), (f"{PEOPLE}%20", "thanks"),
     (f"{PEOPLE}+", "engineer"), (f"{PEOPLE}-", "driven"), (f"{PEOPLE}&origin=X", "Thanks"), (PEOPLE, "17"),
     (PEOPLE, "50%25"), (PEOPLE, "x=y"), (PEOPLE, "#hiring"), (PEOPLE, "_x_"), (PEOPLE, "/in"),
     (f"{LINKEDIN}/jobs/search/?f_E=1%2C2", "3"), (f"{LINKEDIN}/in/olivia-shaw", "ceo2"),
     (f"{LINKEDIN}/in/jane-doe", "q3"), (f"{LINKEDIN}/in/jane-doe", "b2b"), (f"{LINKEDIN}/in/jane-doe", "1st"),
     (f"{LINKEDIN}/in/jane-doe", "2nd"), (f"{LINKEDIN}/in/jane-doe", "ceo/"), (f"{LINKEDIN}/in/jane-doe", "-ceo"),
     (f"{LINKEDIN}/in/jane-doe/", "details"), (f"{LINKEDIN}/in/jane-doe", "=x"), (f"{LINKEDIN}/company/acme", "3m"),
     (f"{LINKEDIN}/jobs/view/34612345", "50"), (f"{LINKEDIN}/jobs/view/data-engineer", "3461234567"),
     (f"{LINKEDIN}/feed/update/urn:li:activity:73000", "12345"), (LINKEDIN, "Thanks"), (f"{LINKEDIN}/in/jane-", "Thanks"),
     (f"{LINKEDIN}/sales/lead/{TOKEN[:33]}", "thanks"), (f"{LINKEDIN}/sales/lead/{TOKEN},NAME", "thanks")],
)  # fmt: skip
def test_a_line_that_may_be_prose_is_never_joined(first: str, second: str) -> None:
    for text in (f"{first}\n{second}", f"\n{first}\r\n{second}\n", f"{first}\t{second}"):
        target = recognise(text)
        assert target.kind == "unknown", text
        assert "paste" in (target.problem or ""), text


@pytest.mark.parametrize(
    ("first", "second"),
    [(PEOPLE, "%20engineer"), (f"{PEOPLE}%", "20engineer"), (f"{PEOPLE}%2", "0engineer"),
     (PEOPLE[:-4], "data"), (PEOPLE, "&origin=X"), (f"{PEOPLE}&", "origin=X"), (PEOPLE.partition("?")[0], f"?{PEOPLE.partition('?')[2]}"),
     (PEOPLE.removesuffix("=data"), "=data"), (f"{LINKEDIN}/in/jane-", "doe-123"),
     (f"{LINKEDIN}/in/", "jane-doe-123"), (LINKEDIN, "/in/jane-doe-123"), ("https://www.", "linkedin.com/in/jane"),
     ("https://www.linked", "in.com/in/jane"), (f"{LINKEDIN}/jobs/view/", "3461234567"),
     (f"{LINKEDIN}/feed/update/urn:li:act", "ivity:7300000000000000001"),
     (f"{LINKEDIN}/sales/search/people?query=(keywords%3Ahead%2520of%252", "0ai)"),
     (f"{LINKEDIN}/sales/search/people?query=(keywords%3Ahead", "ache)"),
     (f"{LINKEDIN}/search/results/people/?geoUrn=%5B%22103", "644278%22%5D"),
     (f"{LINKEDIN}/sales/lead/{TOKEN[:20]}", f"{TOKEN[20:]},NAME")],
)  # fmt: skip
def test_a_break_that_is_certain_is_joined(first: str, second: str) -> None:
    for text in (f"{first}\n{second}", f"\n\n{first}\r\n   {second}\n"):
        assert recognise(text) == recognise(f"{first}{second}")
        assert not recognise(text).problem


def test_two_lines_of_one_width_are_evidence_and_one_is_not() -> None:
    link = f"{PEOPLE}{'x' * 100}"
    for width in (60, 72, 80):
        lines = [link[at : at + width] for at in range(0, len(link), width)]
        assert len(lines) > 2
        assert recognise("\n".join(lines)) == recognise(link)
        assert recognise("\n".join([*lines, "", "thanks"])).kind == "unknown"
    assert recognise("\n".join((link[:100], link[100:]))).kind == "unknown"
    assert recognise("\n".join((link[:50], link[50:100], link[100:]))).kind == "unknown"


@given(st.from_regex(r"[A-Za-z0-9.,!-]{1,20}", fullmatch=True))
def test_no_word_behind_a_whole_link_makes_another_one(word: str) -> None:
    for link in (
        f"{LINKEDIN}/in/jane-doe",
        PEOPLE,
        f"{LINKEDIN}/company/acme",
        f"{LINKEDIN}/jobs/view/3461",
    ):
        target = recognise(f"{link}\n{word}")
        assert target == recognise(link) or target.kind == "unknown"
        assert read_pasted(f"{link}\n{word}").text != f"{link}{word}"
