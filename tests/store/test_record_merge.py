"""The merge of a record's answers: newest value, placeholders, addresses, order of arrival."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lix_tui.store.record_merge import (
    Candidates,
    combined,
    fold,
    has_value,
    merged_fields,
)
from lix_tui.store.rows import Source

OLD = Source("person", "", 1.0)
NEW = Source("sales_search", "ada", 2.0)
NEWEST = Source("email", "", 3.0)

Part = tuple[Mapping[str, object], Source, bool]

SOURCES = st.builds(
    Source,
    st.sampled_from(["person", "people_search", "email"]),
    st.sampled_from(["", "ada", "*"]),
    st.sampled_from([1.0, 2.0, 3.0]),
)
ITEMS = st.fixed_dictionaries(
    {"title": st.sampled_from(["VP", "CTO", "Chef"])},
    optional={"tenureAtPosition": st.sampled_from([{"years": 1}, {"years": 2}])},
)
PARTS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["", "LinkedIn Member", "Ann Lee", "Ann Li"]),
        "firstName": st.sampled_from(["Ann", "Anne"]),
        "followers": st.sampled_from([0, 1, 2]),
        "experience": st.lists(ITEMS, max_size=3),
        "email": st.sampled_from(["a@x.org", "b@x.org", None]),
        "emailStatus": st.sampled_from(["VALID", "RISKY", "UNKNOWN"]),
        "emailAlternatives": st.lists(st.sampled_from(["b@x.org", "c@x.org", "d@x.org"])),
        "link": st.sampled_from(["/in/ann", "/in/ann-2", "/in/ACoAAAAAAAE", ""]),
        "salesNavLink": st.sampled_from(
            ["/sales/lead/ACwAAA,N,undefined", "/sales/lead/ACwAAA,N,x"]
        ),
        "unheardOf": st.sampled_from([{}, {"a": 1}, {"a": 2}]),
    },
)
ANSWERS = st.lists(st.tuples(PARTS, SOURCES, st.booleans()), max_size=6)


def merged_from(parts: Sequence[Part]) -> Candidates:
    return merged_fields(candidates(parts))


def values(*parts: Part) -> dict[str, object]:
    return {name: found.value for name, found in merged_from(parts).items()}


def candidates(parts: Sequence[Part]) -> Candidates:
    found: Candidates = {}
    for part, source, sparse in parts:
        found = fold(found, part, source, sparse=sparse)
    return found


@given(ANSWERS, st.randoms())
def test_order_of_arrival_does_not_matter(parts: list[Part], dice: object) -> None:
    turned = parts.copy()
    shuffle = getattr(dice, "shuffle", None)
    assert callable(shuffle)
    shuffle(turned)
    assert merged_from(turned) == merged_from(parts)
    assert merged_from([*parts, *turned]) == merged_from(parts), "an answer twice says no more"


@given(ANSWERS, ANSWERS)
def test_records_that_are_one_have_what_all_their_answers_say(
    first: list[Part], second: list[Part]
) -> None:
    both = combined(candidates(first), candidates(second))
    assert merged_fields(both) == merged_from([*first, *second])


@given(ANSWERS)
def test_each_value_is_one_that_its_source_said(parts: list[Part]) -> None:
    for name, found in merged_from(parts).items():
        if name in ("emailAlternatives", "validEmails"):  # these list what several answers said
            continue
        if name == "tenureAtPosition":  # an item of a list said it
            lists = [part.get("experience") for part, source, _ in parts if source == found.source]
            items = [one for items in lists if isinstance(items, list) for one in items]
            assert found.value in [one.get(name) for one in items]
            continue
        said = [part.get(name) for part, source, _ in parts if source == found.source]
        assert found.value in said
        assert has_value(found.value)


@given(ANSWERS)
def test_nothing_that_an_answer_says_alone_is_lost(parts: list[Part]) -> None:
    merged = merged_from(parts)
    named = {name for part, _, _ in parts for name, value in part.items() if has_value(value)}
    address = {"email", "emailStatus", "emailAlternatives"}
    assert named - address - set(merged) <= {"firstName", "lastName"}
    assert bool(named & address) == bool(set(merged) & address)


@given(ANSWERS)
def test_a_valid_address_outranks_every_other(parts: list[Part]) -> None:
    valid = [
        part
        for part, _, _ in parts
        if part.get("emailStatus") == "VALID" and has_value(part.get("email"))
    ]
    assert not valid or merged_from(parts)["emailStatus"].value == "VALID"


def test_the_newest_value_of_a_field_counts_and_has_its_source() -> None:
    merged = merged_from(
        [({"name": "Ann Lee", "phone": "1"}, OLD, False), ({"name": "Ann Li"}, NEW, True)]
    )
    assert merged["name"] == ("Ann Li", NEW)
    assert merged["phone"] == ("1", OLD)


@pytest.mark.parametrize(
    "placeholder",
    [
        "LinkedIn Member", "linkedin member ", "", " ", None, [], {}, [""], [{}], {"year": None},
        "https://www.linkedin.com/company/", "undefined", "N/A", "-",
    ],
)  # fmt: skip
def test_placeholders_are_not_values(placeholder: object) -> None:
    assert values(({"x": "said"}, OLD, False), ({"x": placeholder}, NEW, False)) == {"x": "said"}
    assert values(({"x": placeholder}, NEW, False)) == {}


@pytest.mark.parametrize("value", [0, False, "0", [0], {"year": 0}])
def test_zero_and_no_are_values(value: object) -> None:
    assert values(({"x": 7}, OLD, False), ({"x": value}, NEW, False)) == {"x": value}


def test_an_address_keeps_its_own_status() -> None:
    risky = {"email": "a@x.org", "emailStatus": "RISKY"}
    assert values((risky, OLD, False), ({"emailStatus": "UNKNOWN"}, NEW, False)) == risky
    valid = {"email": "b@x.org", "emailStatus": "VALID", "emailAlternatives": ["c@x.org"]}
    both = valid | {"emailAlternatives": ["a@x.org", "c@x.org"]}
    assert values((valid, OLD, False), (risky, NEW, False)) == both
    assert values((risky, OLD, False), (valid, NEW, False)) == both
    newer = {"email": "d@x.org", "emailStatus": "VALID"}
    merged = values((valid, OLD, False), (newer, NEW, False))
    assert {name: merged[name] for name in newer} == newer
    own = values((valid, OLD, False), ({"email": "own@x.org"}, NEWEST, False))
    assert own == valid | {"emailAlternatives": ["own@x.org", "c@x.org"]}


@given(ANSWERS)
def test_an_address_and_its_status_come_from_one_answer(parts: list[Part]) -> None:
    merged = merged_from(parts)
    if "email" in merged:
        status = merged.get("emailStatus")
        assert status is None or status.source == merged["email"].source
        value = None if status is None else status.value
        said = [(part.get("email"), part.get("emailStatus")) for part, *_ in parts]
        assert (merged["email"].value, value) in said


@given(ANSWERS)
def test_an_address_that_a_lookup_found_outranks_one_without_a_status(parts: list[Part]) -> None:
    found = [part for part, *_ in parts if part.get("email") and part.get("emailStatus")]
    contacts = {
        str(part["email"]) for part, *_ in parts if part.get("email") and "emailStatus" not in part
    }
    merged = merged_from(parts)
    assert not found or "emailStatus" in merged
    others = merged["emailAlternatives"].value if "emailAlternatives" in merged else []
    assert isinstance(others, list)
    best = {str(merged["email"].value)} if "email" in merged else set()
    assert contacts <= best | set(others)


SOURCE = Source("person", "", 1.0)
ITSELF: Part = ({"email": "b@x.org", "emailAlternatives": ["b@x.org"], "name": ""}, SOURCE, False)
"""Answer whose address is listed among its own alternatives."""


@given(ANSWERS, ANSWERS)
@example([], [ITSELF])
@example([ITSELF], [ITSELF])
def test_every_address_that_an_answer_has_stays_visible(
    first: list[Part], second: list[Part]
) -> None:
    merged = merged_fields(combined(candidates(first), candidates(second)))
    shown = [merged["email"].value] if "email" in merged else []
    others = merged["emailAlternatives"].value if "emailAlternatives" in merged else []
    assert isinstance(others, list)
    shown += others
    said = set[object]()
    for part, *_ in (*first, *second):
        more = part.get("emailAlternatives", ())
        assert isinstance(more, list | tuple)
        said |= {part.get("email"), *more} - {None, ""}
    assert set(shown) == said
    assert len(shown) == len(said), "each once"


@pytest.mark.parametrize("newer", ["RISKY", "PROBABLE", "VALID", "UNHEARD OF"])
@pytest.mark.parametrize("former", ["RISKY", "PROBABLE", "VALID", "UNHEARD OF"])
def test_a_replaced_address_and_its_alternatives_stay_visible(former: str, newer: str) -> None:
    def lookup(address: str, status: str, at: float) -> Part:
        part = {"email": address, "emailStatus": status, "emailAlternatives": [f"alt.{address}"]}
        return part, Source("email", "", at), False

    parts = [
        lookup("a@x.org", former, 1.0),
        lookup("b@x.org", newer, 2.0),
        ({"emailStatus": "UNKNOWN"}, NEWEST, False),
    ]
    best = "a@x.org" if (former, newer) != ("VALID", "VALID") and former == "VALID" else "b@x.org"
    for order in permutations(parts):
        merged = values(*order)
        assert merged["email"] == best
        (other,) = {"a@x.org", "b@x.org"} - {best}
        assert merged["emailAlternatives"] == [other, "alt.b@x.org", "alt.a@x.org"]


@pytest.mark.parametrize("contact_at", [1.0, 3.0, 5.0])
@pytest.mark.parametrize("status", ["RISKY", "PROBABLE", "VALID", "UNHEARD OF"])
def test_a_contact_address_never_has_the_status_of_a_lookup(status: str, contact_at: float) -> None:
    parts: list[Part] = [
        ({"email": "own@x.org"}, Source("person", "", contact_at), False),
        ({"email": "found@x.org", "emailStatus": status}, Source("email", "", 2.0), False),
        ({"emailStatus": "UNKNOWN"}, Source("email", "", 4.0), False),
    ]
    for order in permutations(parts):
        assert values(*order) == {
            "email": "found@x.org",
            "emailStatus": status,
            "emailAlternatives": ["own@x.org"],
        }
    without = [parts[0], parts[2]]
    for order in permutations(without):
        assert values(*order) == {"email": "own@x.org"}, "no status that is of no address"


def test_a_newer_lookup_with_an_address_counts_more_than_a_former_one() -> None:
    former = ({"email": "a@x.org", "emailStatus": "RISKY"}, OLD, False)
    newer = ({"email": "b@x.org", "emailStatus": "PROBABLE"}, NEWEST, False)
    for order in permutations([former, newer]):
        merged = values(*order)
        assert (merged["email"], merged["emailStatus"]) == ("b@x.org", "PROBABLE")


def test_every_valid_address_stays_visible_with_its_source() -> None:
    def valid(address: str) -> dict[str, object]:
        return {"email": address, "emailStatus": "VALID"}

    parts: list[Part] = [
        (valid("a@x.org"), Source("email", "", 1.0), False),
        (valid("b@x.org"), Source("email", "", 2.0), False),
        (valid("A@x.org"), Source("email", "", 3.0), False),
        ({"email": "guess@x.org", "emailStatus": "RISKY"}, Source("email", "", 4.0), False),
    ]
    for order in permutations(parts):
        merged = values(*order)
        assert merged["email"] == "A@x.org"
        assert merged["emailAlternatives"] == ["b@x.org", "guess@x.org"]
        assert merged["validEmails"] == [
            {
                "email": "b@x.org",
                "endpoint": "email",
                "viewerId": "",
                "at": "1970-01-01T00:00:02+00:00",
            }
        ]


def test_alternatives_of_one_answer_stay_in_its_order() -> None:
    part = {"email": "m@x.org", "emailAlternatives": ["z@x.org", "a@x.org", "n@x.org"]}
    assert values((part, OLD, False)) == part


def test_an_address_that_an_answer_repeats_is_listed_once() -> None:
    part = {"email": "a@x.org", "emailAlternatives": ["a@x.org"]}
    assert values((part, OLD, False)) == {"email": "a@x.org"}


def test_a_field_of_an_answer_is_never_taken_for_a_kept_address() -> None:
    part = {"email": "a@x.org", "emailStatus": "VALID", "email=b@x.org": "VALID"}
    assert values((part, OLD, False)) == {"email": "a@x.org", "emailStatus": "VALID"}


CAREER = [
    {"title": "VP", "organisation": {"name": "Acme"}, "description": "Sells"},
    {"title": "Chef", "organisation": {"name": "Umbra"}},
]


def test_a_search_result_does_not_hide_the_career_of_a_profile() -> None:
    short = [{"title": "VP", "organisation": {"name": "ACME"}}]
    assert values(({"experience": CAREER}, OLD, False), ({"experience": short}, NEW, True)) == {
        "experience": CAREER
    }


def test_a_new_position_in_a_search_result_counts() -> None:
    short = [{"title": "CEO", "organisation": {"name": "Acme"}}]
    assert values(({"experience": CAREER}, OLD, False), ({"experience": short}, NEW, True)) == {
        "experience": short
    }
    older = ({"experience": short}, Source("sales_search", "", 0.5), True)
    assert values(({"experience": CAREER}, OLD, False), older) == {"experience": CAREER}


def test_a_list_comes_whole_from_one_answer() -> None:
    first, second = [{"name": "Go"}, {"name": "C"}], [{"name": "SQL"}]
    assert values(({"skills": first}, OLD, False), ({"skills": second}, NEW, False)) == {
        "skills": second
    }


def test_parts_of_a_former_name_are_left_out() -> None:
    profile = {"name": "Ann Lee", "firstName": "Ann", "lastName": "Lee"}
    married = ({"name": "Ann Okoro"}, NEW, True)
    assert values((profile, OLD, False), married) == {"name": "Ann Okoro", "firstName": "Ann"}


POSITION = {"title": "VP", "organisation": {"name": "Acme"}}
TENURE = {"years": 2, "months": 3}
IN_SEARCH = {**POSITION, "tenureAtPosition": TENURE}


def test_a_profile_does_not_hide_the_time_in_a_position_that_a_search_said() -> None:
    search = ({"experience": [IN_SEARCH]}, OLD, True)
    other = ({"experience": [POSITION]}, Source("people_search", "", 1.5), True)
    profile = ({"experience": [POSITION, CAREER[1]]}, NEW, False)
    for order in permutations((search, other, profile)):
        found = merged_from(order)
        assert found["experience"].value == [POSITION, CAREER[1]], "a list comes whole"
        assert found["tenureAtPosition"] == (TENURE, OLD)


def test_the_time_in_a_position_is_not_another_positions() -> None:
    search = ({"experience": [IN_SEARCH]}, OLD, True)
    for position in ({**POSITION, "title": "CEO"}, {**IN_SEARCH, "tenureAtPosition": {"years": 3}}):
        assert values(search, ({"experience": [position]}, NEW, False)) == {
            "experience": [position]
        }


def test_the_time_in_a_position_is_found_in_a_store_of_a_former_version() -> None:
    found = candidates(
        [({"experience": [IN_SEARCH]}, OLD, True), ({"experience": [POSITION]}, NEW, False)]
    )
    former = {slot: one for slot, one in found.items() if slot != "tenure="}
    assert merged_fields(former) == merged_fields(found)


LEAD = "https://www.linkedin.com/sales/lead/"
OTHER_MEMBER = "ACoAAAAAAAEBaaaaaaaaaaaaaaaaaaaaaaaaaaa"
SALES_MEMBER = "ACwAAAAAAAEBaaaaaaaaaaaaaaaaaaaaaaaaaaa"


@pytest.mark.parametrize(
    ("field", "better", "worse"),
    [
        ("salesNavLink", f"{LEAD}{SALES_MEMBER},NAME_SEARCH,aBc1", f"{LEAD}{SALES_MEMBER}"),
        (
            "salesNavLink",
            f"{LEAD}{SALES_MEMBER},NAME_SEARCH,aBc1",
            f"{LEAD}{SALES_MEMBER},NAME_SEARCH,undefined",
        ),
        (
            "salesNavLink",
            f"{LEAD}{SALES_MEMBER},NAME_SEARCH,aBc1",
            f"{LEAD}{OTHER_MEMBER},NAME_SEARCH,undefined",
        ),
        (
            "salesNavLink",
            f"{LEAD}{SALES_MEMBER},NAME_SEARCH,undefined",
            f"{LEAD}{OTHER_MEMBER},NAME_SEARCH,aBc1",
        ),
        ("link", "https://www.linkedin.com/in/ann", f"https://www.linkedin.com/in/{OTHER_MEMBER}"),
        ("link", "https://www.linkedin.com/in/ann", f"{LEAD}{SALES_MEMBER},NAME_SEARCH,aBc1"),
        ("link", "https://linkedin.com/company/acme", "https://www.linkedin.com/company/7"),
        ("link", "https://linkedin.com/company/7", "https://www.linkedin.com/sales/company/7"),
        (
            "link",
            "https://www.linkedin.com/posts/ann_hi-activity-7-aBcD",
            "https://www.linkedin.com/feed/update/urn:li:ugcPost:7",
        ),
    ],
)
def test_a_newer_link_does_not_replace_a_better_one(field: str, better: str, worse: str) -> None:
    assert values(({field: better}, OLD, False), ({field: worse}, NEW, False)) == {field: better}
    assert values(({field: worse}, OLD, False), ({field: better}, NEW, False)) == {field: better}


def test_of_links_of_one_quality_the_newest_counts() -> None:
    first = ({"link": "https://www.linkedin.com/in/ann"}, OLD, False)
    second = ({"link": "https://www.linkedin.com/in/ann-lee"}, NEW, False)
    assert values(second, first)["link"] == "https://www.linkedin.com/in/ann-lee"
