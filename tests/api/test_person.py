"""A person's record: dates, names, links."""

import pytest

from lix_tui.api.decoders import decode_as
from lix_tui.api.models.career import Experience
from lix_tui.api.models.person import Person

from . import samples
from .samples import TOKEN


def test_the_profile_of_the_docs() -> None:
    person = decode_as(Person, "person", samples.PERSON.encode())
    assert (person.full_name, person.company) == ("Dana Example", "Crunch")
    assert person.headline_text == "Co-founder | Product & Growth Lead"
    assert person.best_link == "https://www.linkedin.com/in/dana-example"
    assert person.tokens == (TOKEN,)
    assert person.num_of_connections == 223
    assert [skill.num_of_endorsement for skill in person.skills] == [57, None]
    assert [entry.started for entry in person.experience] == [
        (2023, 4),
        (2018, 3),
        (2013, None),
        None,
    ]
    assert [entry.ended for entry in person.experience] == [None, (2020, 11), (2013, None), None]
    assert [entry.current for entry in person.experience] == [True, False, False, False]
    assert (person.education[0].started, person.education[0].ended) == ((2013, None), (2016, None))


@pytest.mark.parametrize(
    ("fields", "started", "ended", "current"),
    [
        ({}, None, None, False),
        ({"isCurrent": True}, None, None, True),
        ({"isCurrent": "true"}, None, None, True),
        ({"isCurrent": False, "dateEnded": "Present"}, None, None, False),
        ({"dateStarted": "April 2022", "dateEnded": "Present"}, (2022, 4), None, True),
        ({"dateEnded": "present"}, None, None, True),
        ({"dateStarted": "0", "dateEnded": "Present"}, None, None, False),
        ({"dateStarted": "2010", "dateEnded": "0"}, (2010, None), None, False),
        ({"dateStarted": "Sept 2019"}, (2019, 9), None, False),
        ({"dateStarted": "2019-05"}, (2019, None), None, False),
        ({"timePeriod": {"startedOn": {"year": 2020}}}, (2020, None), None, False),
        ({"timePeriod": {"startedOn": {"year": 2020}, "endedOn": {}}}, (2020, None), None, True),
        ({"timePeriod": {"startedOn": {}, "endedOn": {}}}, None, None, False),
        ({"timePeriod": {"startedOn": {"year": 2020, "month": 13}}}, (2020, None), None, False),
        (
            {
                "dateStarted": "0",
                "dateEnded": "Present",
                "timePeriod": {"startedOn": {"year": "2020", "month": "2"}, "endedOn": None},
            },
            (2020, 2),
            None,
            True,
        ),
    ],
)
def test_dates(
    fields: dict[str, object],
    started: tuple[int, int | None] | None,
    ended: tuple[int, int | None] | None,
    current: bool,
) -> None:
    entry = Experience.model_validate(fields)
    assert (entry.started, entry.ended, entry.current) == (started, ended, current)


@pytest.mark.parametrize(
    ("fields", "name", "headline", "company", "link"),
    [
        ({}, "Without a name", "", None, None),
        ({"firstName": "Dana", "lastName": "E"}, "Dana E", "", None, None),
        ({"name": "D", "headline": "H", "description": "D"}, "D", "H", None, None),
        ({"organisation": "Acme"}, "Without a name", "", "Acme", None),
        (
            {"experience": [{"organisation": {"name": "Old"}}, {"isCurrent": True}]},
            "Without a name",
            "",
            "Old",
            None,
        ),
        ({"salesNavLink": "s"}, "s", "", None, "s"),
        ({"salesNavLink": "s", "link": "l"}, "l", "", None, "l"),
        ({"name": "LinkedIn Member", "email": "a@x.org"}, "a@x.org", "", None, None),
        ({"name": "Linkedin  member"}, "Without a name", "", None, None),
        ({"firstName": "LinkedIn", "lastName": "Member"}, "Without a name", "", None, None),
        (
            {"name": "LinkedIn Member", "link": "https://www.linkedin.com/in/dana-e"},
            "dana-e",
            "",
            None,
            "https://www.linkedin.com/in/dana-e",
        ),
        ({"link": "", "sales_nav_link": "s"}, "s", "", None, "s"),
    ],
)
def test_what_a_row_shows(
    fields: dict[str, object], name: str, headline: str, company: str | None, link: str | None
) -> None:
    person = Person.model_validate(fields)
    assert (person.full_name, person.headline_text) == (name, headline)
    assert (person.company, person.best_link) == (company, link)


def test_null_absent_empty_and_odd_are_one() -> None:
    nothing = Person.model_validate({})
    odds: tuple[object, ...] = (None, "", {}, [], 0.5, True)
    for odd in odds:
        fields = dict.fromkeys(("experience", "skills", "viewerConnection", "birthDate"), odd)
        person = Person.model_validate(fields)
        assert (person.experience, person.skills) == (nothing.experience, nothing.skills)
        assert person.birth_date == nothing.birth_date
    assert Person.model_validate({"premium": "yes", "numOfConnections": []}).premium is None


def test_an_odd_item_does_not_cost_the_others() -> None:
    person = Person.model_validate({"skills": [{"name": "A"}, None, "B", 7, {"name": "C"}]})
    assert [skill.name for skill in person.skills] == ["A", "C"]


def test_every_text_is_cleaned_unknown_fields_too() -> None:
    fields = {
        "name": "\x1b[31mDana\u202e",
        "experience": [{"title": "CTO\x07", "organisation": {"name": "A\x9bcme"}}],
        "sharedConnectionNames": ["\x1bX"],
        "somethingNew": {"deep\x1b": ["\x1b]0;title\x07"]},
    }
    person = Person.model_validate(fields)
    assert person.name == "[31mDana"
    assert person.experience[0].title == "CTO"
    assert person.experience[0].organisation.name == "Acme"
    assert person.shared_connection_names == ("X",)
    assert person.model_extra == {"somethingNew": {"deep": ["]0;title"]}}
