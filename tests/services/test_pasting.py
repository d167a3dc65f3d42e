"""Pasted text becomes one line, whole, or is refused in one sentence."""

from __future__ import annotations

import pytest

from lix_tui.linkedin.pasted_text import MOST_PASTED
from lix_tui.services.queries.link_targets import destination_of
from lix_tui.services.queries.paste import InputContent, PasteRefused, one_line
from lix_tui.services.queries.query import QueryError
from lix_tui.services.queries.several_links import several_in

SEARCH = "https://www.linkedin.com/search/results/people/?network=%5B%22F%22%5D&keywords=data"
SHORT = "https://www.linkedin.com/search/results/people/?keywords=data"
JANE = "https://www.linkedin.com/in/jane-doe-123"
JOE = "https://www.linkedin.com/in/joe-doe-456"


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        (f"{SEARCH}\n%20engineer", f"{SEARCH}%20engineer"),
        (f"{SEARCH}\r\n%20engineer\r\n", f"{SEARCH}%20engineer"),
        ("https://www.linkedin.com/in/jane-\rdoe-123", JANE),
        ("https://www.linked\nin.com/in/jane-doe-123", JANE),
        (f"\n\n{JANE}\n", JANE),
        (f"{JANE}\n{JOE}", f"{JANE} {JOE}"),
        (f"{JANE}\t{JOE}\n", f"{JANE} {JOE}"),
        (f"{JANE}\n{JANE}", JANE),
        ("\nhead of\n\n  growth ", "head of growth"),
        ("\n", ""),
        ("", ""),
        (" engineer", " engineer"),
    ],
)
@pytest.mark.parametrize("takes", ["links", "text"])
def test_a_paste_is_joined_and_never_cut(takes: InputContent, pasted: str, line: str) -> None:
    assert one_line(pasted, takes) == line


@pytest.mark.parametrize("pasted", [f"call her\n{JANE}", f"{SHORT}\nengineer", f"{JANE}\nand so"])
def test_where_links_go_a_link_among_words_is_refused_and_elsewhere_kept(pasted: str) -> None:
    with pytest.raises(PasteRefused, match="The text contains more than a link"):
        one_line(pasted, "links")
    assert one_line(pasted, "text") == pasted.replace("\n", " ")


@pytest.mark.parametrize("takes", ["links", "text"])
def test_what_is_too_long_is_refused_and_not_cut(takes: InputContent) -> None:
    with pytest.raises(PasteRefused, match="paste less text"):
        one_line("a" * (MOST_PASTED + 1), takes)


def test_a_key_takes_no_spaces_in() -> None:
    assert one_line("\nab\n cd\n", "key") == "abcd"


SEVERAL = [
    (f"{JANE} {JOE}", (JANE, JOE)),
    (f"{JANE}, {JOE}, {JANE}", (JANE, JOE)),
    (f"{JANE} {SEARCH}", (JANE, SEARCH)),
    ("jane@acme.com joe@acme.com", ("jane@acme.com", "joe@acme.com")),
    ("jane@acme.com;joe@acme.com", ("jane@acme.com", "joe@acme.com")),
]


@pytest.mark.parametrize(("text", "found"), SEVERAL)
def test_several_records_open_a_bulk_lookup(text: str, found: tuple[str, ...]) -> None:
    destination = destination_of(text)
    assert destination.several == found
    assert (destination.query, destination.endpoint, destination.link) == (None, None, None)
    assert destination.words.startswith("2 ")
    assert "price" in destination.cost


@pytest.mark.parametrize(
    "text",
    ["", "data engineer", JANE, SEARCH, "jane@acme.com", "jane@acme.com about data", f"{JANE} she"],
)
def test_anything_else_is_not_several(text: str) -> None:
    assert several_in(text) == ()


def test_several_searches_are_refused() -> None:
    with pytest.raises(QueryError, match="These are 2 links"):
        destination_of(f"{SEARCH} {SEARCH}%20engineer")
