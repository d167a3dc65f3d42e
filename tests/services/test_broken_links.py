"""Links of a file that are broken over lines: whole again or refused, never somebody else's."""

from __future__ import annotations

import pytest

from lix_tui.services.runs.lookup_list import ItemsProblem, LookupList, unusable_words
from tests.support.lookup_inputs import build_lookup_list, inputs_of_text

IN = "https://www.linkedin.com/in/"
BROKEN = "the line ends inside a link"


def links(text: str) -> list[str]:
    return [
        one.link.removeprefix(IN) for one in build_lookup_list(inputs_of_text(text), "person").items
    ]


@pytest.mark.parametrize(
    "text",
    [
        f'Name,Link,City\nAnn,"{IN}ann-\nlee-12a",Rome\nBob,{IN}bob,Oslo\n',
        f'"{IN}ann-\nlee-12a"\n{IN}bob\n',
        f"{IN}ann-\r\nlee-12a\r\n{IN}bob\r\n",
        f"{IN}ann-=\r\nlee-12a\r\n{IN}bob\r\n",
        f"Profile: {IN}ann-\nlee-12a\n\nProfile: {IN}bob\n",
        f"Name,Link\nAnn,{IN}ann-\nlee-12a\nBob,{IN}bob\n",
        f"{IN}ann-\x0blee-12a\n{IN}bob\n",
        f"https://www.\nlinkedin.com/in/ann-lee-12a\n{IN}bob\n",
    ],
)
def test_the_lines_of_a_link_are_joined(text: str) -> None:
    assert links(text) == ["ann-lee-12a", "bob"]


@pytest.mark.parametrize("ending", ["-", "=", "%", "&", "%C"])
@pytest.mark.parametrize("rest", ["Lee from Rome", "lee from\nRome", "\n\nlee from Rome"])
def test_a_line_that_ends_inside_a_link_is_refused(ending: str, rest: str) -> None:
    found = build_lookup_list(
        inputs_of_text(f"{IN}zoe\n{IN}ann{ending}\n{rest}\n{IN}bob\n"), "person"
    )
    assert [one.link.removeprefix(IN) for one in found.items] == ["zoe", "bob"]
    first = found.unusable[0]
    assert (first.line, first.link) == (2, f"{IN}ann{ending}")
    assert first.problem.startswith(BROKEN)


@pytest.mark.parametrize(
    "text",
    [
        f'Link\n"{IN}ann-\nlee from Rome"\n{IN}bob\n',
        f'Name,Link,City\nAnn,"{IN}ann-\nLee, R.",Rome\nBob,{IN}bob,Oslo\n',
        f"Name,Link,City\nAnn,{IN}ann-\nlee-12a,Rome\nBob,{IN}bob,Oslo\n",
        f"met Ann {IN}ann-\nlee in Rome\n{IN}bob\n",
    ],
)
def test_a_row_that_ends_inside_a_link_is_refused_with_its_line(text: str) -> None:
    found = build_lookup_list(inputs_of_text(text), "person")
    assert [one.link.removeprefix(IN) for one in found.items] == ["bob"]
    assert f"(line {found.unusable[0].line}: {BROKEN}" in unusable_words(found.unusable)


@pytest.mark.parametrize(
    "mark", ["\x0b", "\x0c", "\x1c", "\x1e", "\x1f", "\x85", "\u2028", "\u2029"]
)
def test_links_between_line_ends_of_any_kind_are_several(mark: str) -> None:
    assert links(f"{IN}ann{mark}{IN}bob\n") == ["ann", "bob"]
    assert links(f"Name,Link\nAnn,{IN}ann{mark}{IN}bob\nC,{IN}c\n") == ["ann", "bob", "c"]


@pytest.mark.parametrize("mark", ["\x00", "\x01", "\x0e", "\x1b", "\x7f", "\x80", "\x9f"])
def test_a_control_inside_a_link_does_not_make_another_link(mark: str) -> None:
    assert links(f"{IN}ann{mark}lee\n{IN}bob\n") == ["bob"]
    assert links(f"{mark}{IN}ann{mark}\n{IN}bob\n") == ["ann", "bob"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{IN}ann-\n{IN}bob\n", ["ann-", "bob"]),
        (f"Name,Link\nAnn,{IN}ann-\nBob,{IN}bob\n", ["ann-", "bob"]),
        (f"{IN}ann\nAnn Lee\n{IN}bob\nBob\n", ["ann", "bob"]),
        (f"{IN}ann-", ["ann-"]),
    ],
)
def test_a_list_of_links_stays_a_list(text: str, wanted: list[str]) -> None:
    assert links(text) == wanted


def test_a_file_of_a_broken_link_alone_says_so() -> None:
    with pytest.raises(ItemsProblem, match=rf"Line 1: {BROKEN}"):
        build_lookup_list(inputs_of_text(f"{IN}ann-\nLee from Rome\n"), None)


def test_the_lines_that_cannot_be_used_are_named() -> None:
    def words(text: str) -> str:
        found: LookupList = build_lookup_list(inputs_of_text(text), "person")
        return unusable_words(found.unusable)

    assert words(f"{IN}ann\n") == ""
    assert words(f"{IN}ann\nnobody\n") == "1 line can't be used: 'nobody' (line 2)"
    many = f"{IN}ann\n" + "".join(f"nobody {number}\n" for number in range(9))
    assert words(many) == (
        "9 lines can't be used: 'nobody 0' (line 2), then lines 3, 4, 5, 6, 7 and 3 more"
    )
