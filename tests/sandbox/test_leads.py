"""Filters against a second, plain reading of the world."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.sandbox.search.criteria import UnreadableError
from lix_tui.sandbox.search.index import people_in
from lix_tui.sandbox.search.leads import lead_sets
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

Check = Callable[[World, WorldPerson], bool]


def found(world: World, *filters: Filter) -> set[WorldPerson]:
    return set(people_in(world, lead_sets(world, filters)))


def value(id_: str | None = None, text: str | None = None, *, out: bool = False) -> FilterValue:
    return FilterValue(id_, text, out)


def busiest(world: World) -> str:
    return world.organisations[max(world.staff, key=lambda index: len(world.staff[index]))].urn


def employer(read: Callable[..., bool]) -> Check:
    return lambda world, person: person.organisation is not None and read(person.organisation)


def worked_at(world: World, person: WorldPerson, urn: str, *, past: bool) -> bool:
    return any(
        position.organisation is not None
        and position.organisation.urn == urn
        and (position.end is not None) == past
        for position in world.career(person)
    )


CASES: list[tuple[str, str, Check]] = [
    ("REGION", "101165590", lambda w, p: p.area.country == "United Kingdom"),
    ("REGION", "91000006", lambda w, p: p.area.country in ("Germany", "Austria", "Switzerland")),
    ("GEO", "103644278", lambda w, p: p.area.country == "United States"),
    ("FUNCTION", "8", lambda w, p: p.function.name == "Engineering"),
    ("SENIORITY_LEVEL", "220", lambda w, p: p.seniority == 220),
    ("SENIORITY_LEVEL", "6", lambda w, p: p.seniority == 220),
    ("COMPANY_HEADCOUNT", "D", employer(lambda o: 51 <= o.employees <= 200)),
    ("COMPANY_TYPE", "C", employer(lambda o: o.type == "C")),
    ("COMPANY_HEADQUARTERS", "103644278", employer(lambda o: o.area.country == "United States")),
    ("INDUSTRY", "43", employer(lambda o: o.industry.name == "Financial Services")),
    ("PROFILE_LANGUAGE", "ja", lambda w, p: p.culture.language == "ja"),
    ("YEARS_IN_CURRENT_POSITION", "1", lambda w, p: bool(p.organisation) and p.tenure < 12),
    (
        "YEARS_OF_EXPERIENCE",
        "5",
        lambda w, p: any(w.this_month - position.start >= 132 for position in w.career(p)),
    ),
    ("RECENTLY_CHANGED_JOBS", "RPC", lambda w, p: bool(p.organisation) and p.tenure < 3),
    ("SCHOOL", "4923", lambda w, p: any(s.school.name == "ETH Zürich" for s in w.studies(p))),
    (
        "POSTED_ON_LINKEDIN",
        "RPOL",
        lambda w, p: any(post.person is p and post.age <= 720 for post in w.posts),
    ),
]


@pytest.mark.parametrize(("name", "id_", "check"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_a_filter_narrows_and_its_exclusion_is_the_rest(
    world: World, name: str, id_: str, check: Check
) -> None:
    everybody = world.people if name != "POSTED_ON_LINKEDIN" else world.people[:400]
    wanted = {person for person in everybody if check(world, person)}
    included = found(world, Filter(name, (value(id_),))) & set(everybody)
    excluded = found(world, Filter(name, (value(id_, out=True),))) & set(everybody)
    assert included == wanted
    assert 0 < len(wanted) < len(everybody)
    assert excluded == set(everybody) - wanted


@pytest.mark.parametrize("past", [False, True])
def test_companies(world: World, past: bool) -> None:
    name = "PAST_COMPANY" if past else "CURRENT_COMPANY"
    urn = busiest(world)
    wanted = {person for person in world.people if worked_at(world, person, urn, past=past)}
    assert found(world, Filter(name, (value(urn, "x"),))) == wanted
    assert found(world, Filter(name, (value(urn.rsplit(":", 1)[1]),))) == wanted
    assert wanted
    assert found(world, Filter(name, (value(urn, out=True),))) == set(world.people) - wanted


def test_titles_by_id_by_text_and_old_form(world: World) -> None:
    current = found(world, Filter("CURRENT_TITLE", (value("39", "whatever"),)))
    assert current
    assert all("Senior Software Engineer" in person.title for person in current)
    assert current == found(world, Filter("TITLE", (value("39"),), None, "CURRENT"))
    typed = found(world, Filter("CURRENT_TITLE", (value(None, '"data engineer" NOT senior'),)))
    assert typed
    for person in typed:
        assert "Data Engineer" in person.title
        assert "Senior" not in person.title
    past = found(world, Filter("PAST_TITLE", (value("39"),)))
    for person in past:
        assert any(
            position.end is not None and position.title == "Senior Software Engineer"
            for position in world.career(person)
        )
    assert past - current


def test_names_in_either_script(world: World) -> None:
    olga = found(world, Filter("FIRST_NAME", (value(None, "olga"),)))
    assert olga == found(world, Filter("FIRST_NAME", (value(None, "Ольга"),)))
    assert {person.first.ascii for person in olga} == {"Olga"}


def test_values_are_alternatives_and_filters_add_up(world: World) -> None:
    uk, de = value("101165590"), value("101282230")
    both = found(world, Filter("REGION", (uk, de)))
    assert both == found(world, Filter("REGION", (uk,))) | found(world, Filter("REGION", (de,)))
    engineers = Filter("FUNCTION", (value("8"),))
    assert found(world, Filter("REGION", (uk, de)), engineers) == both & found(world, engineers)
    not_london = Filter("REGION", (uk, value("102257491", out=True)))
    assert found(world, not_london) < found(world, Filter("REGION", (uk,)))


def test_tenure_at_the_company_counts_promotions(world: World) -> None:
    long_here = found(world, Filter("YEARS_AT_CURRENT_COMPANY", (value("5"),)))
    assert any(person.tenure < 132 for person in long_here)


def test_unknown_filters_are_refused(world: World) -> None:
    with pytest.raises(UnreadableError):
        lead_sets(world, (Filter("NO_SUCH_FILTER"),))


@pytest.mark.parametrize("name", ["GROUP", "SPOTTED", "VIEWED_YOUR_PROFILE", "LEAD_LIST"])
def test_what_only_an_account_knows_holds_for_a_fixed_share(world: World, name: str) -> None:
    included = found(world, Filter(name, (value("1"),)))
    assert len(world.people) / 12 < len(included) < len(world.people) / 5
    assert found(world, Filter(name, (value("1", out=True),))) == set(world.people) - included
