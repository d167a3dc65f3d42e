"""Skills as they are written, sent and kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.facets.skills import (
    SkillChoice,
    SkillError,
    SkillInput,
    read_skills,
    skills_from_json,
    skills_json,
    skills_key,
    skills_text,
)
from lix_tui.services.queries.query import QueryError, read_query_skills


def test_signs_and_spaces_are_read() -> None:
    assert read_skills("+Python, -Java,SQL ,") == (
        SkillInput("Python", required=True),
        SkillInput("Java", negated=True),
        SkillInput("SQL"),
    )


def test_a_quoted_skill_keeps_its_comma_and_its_entity() -> None:
    assert read_skills('+"urn:li:ts_skill:261=Research, Development"') == (
        SkillInput("Research, Development", "urn:li:ts_skill:261", required=True),
    )
    assert read_skills("7=C++") == (SkillInput("C++", "urn:li:ts_skill:7"),)


@pytest.mark.parametrize("text", ["", " , ,", "urn:li:ts_skill:1", "urn:li:ts_skill:1=", "7="])
def test_what_names_no_skill_is_said(text: str) -> None:
    with pytest.raises(SkillError, match="skill"):
        read_skills(text)


def test_too_many_skills_are_a_paste_gone_wrong() -> None:
    with pytest.raises(SkillError, match="51 skills"):
        read_skills(", ".join(f"skill {n}" for n in range(51)))


names = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='"='),
    min_size=1,
    max_size=12,
).filter(lambda text: text[0] not in "+-" and not text.startswith("urn:"))
skills = st.builds(
    SkillChoice,
    text=names,
    entity=st.integers(0, 10**6).map(lambda n: f"urn:li:ts_skill:{n}"),
    required=st.booleans(),
    negated=st.just(False),
) | st.builds(SkillChoice, text=names, entity=st.just("urn:li:ts_skill:5"), negated=st.just(True))


@given(st.lists(skills, min_size=1, max_size=6))
def test_what_is_written_is_read_back(chosen: list[SkillChoice]) -> None:
    read = read_skills(skills_text(chosen))
    assert [(s.text, s.required, s.negated) for s in read] == [
        (s.text, s.required, s.negated) for s in chosen
    ]
    assert skills_from_json(skills_json(chosen)) == tuple(chosen)
    assert skills_key(chosen) == skills_key(reversed(chosen))


@given(st.text(max_size=60))
def test_any_text_is_skills_or_a_sentence(text: str) -> None:
    said = ""
    try:
        read_skills(text)
    except SkillError as error:
        said = str(error)
    assert not said or said.endswith(".")


@pytest.mark.parametrize("text", ["", "[]", '{"skills": 3}', '{"skills": [1, {"text": "x"}]}'])
def test_what_was_kept_otherwise_is_no_skills(text: str) -> None:
    assert skills_from_json(text) == ()


@pytest.mark.parametrize("sign", ["", "+", "-"])
def test_an_entity_beside_a_name_is_a_skill_and_not_a_link(sign: str) -> None:
    (found,) = read_query_skills(f"{sign}urn:li:ts_skill:261=Python")
    assert (found.text, found.entity) == ("Python", "urn:li:ts_skill:261")
    with pytest.raises(QueryError):
        read_query_skills("https://www.linkedin.com/talent/search?urn:li:ts_skill:261")
