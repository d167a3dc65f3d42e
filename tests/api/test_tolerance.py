"""Any JSON decodes to a model or raises BadBody, and each decoded record can be displayed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.api.decoders import decode
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.models.person import Person
from tests.support.decoded_models import decode_and_check

NAMES = (
    "people jobPostings posts orgs elements items itemUnion entityResult response searchResponse "
    "connections_response paging meta sequenceId total start count name link salesNavLink id urn "
    "experience timePeriod startedOn endedOn year month dateStarted dateEnded organisation skills "
    "data hits org personIds links liOrganisation profile jobPosting companyDetails description "
    "text title navigationUrl numReactions person status email alternatives refreshesAt children "
    "actor commentary postedAt listedAt publicIdentifier entityUrn children displayValue"
)
KNOWN = NAMES.split()

TEXT = st.sampled_from(
    ["", "0", "57", "Present", "https://www.linkedin.com/in/x", "\ud800\x1b", "1e9"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.text(max_size=5)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KNOWN) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=25,
)
ANSWERS = st.dictionaries(st.sampled_from(KNOWN), VALUES, max_size=4)


@settings(max_examples=60, deadline=None)
@given(answer=ANSWERS, data=st.data())
def test_any_json_object(answer: dict[str, object], data: st.DataObject) -> None:
    endpoint = data.draw(st.sampled_from(sorted(ENDPOINTS)))
    decode_and_check(endpoint, json.dumps(answer).encode())


@settings(max_examples=60, deadline=None)
@given(fields=ANSWERS, data=st.data())
def test_any_element_and_detail(fields: dict[str, object], data: st.DataObject) -> None:
    endpoint, wrapper = data.draw(
        st.sampled_from(
            [
                ("people_search", "people"),
                ("jobs_search", "jobPostings"),
                ("posts_search", "posts"),
                ("orgs_search", "orgs"),
                ("accounts_search", "organisations"),
                ("connections", "elements"),
                ("hirers", "people"),
            ]
        )
    )
    decode_and_check(endpoint, json.dumps({wrapper: [fields]}).encode())


@given(st.sampled_from(sorted(ENDPOINTS)), st.binary(max_size=40))
def test_any_bytes(endpoint: str, body: bytes) -> None:
    decode_and_check(endpoint, body)


@pytest.mark.parametrize("endpoint", sorted(ENDPOINTS))
@pytest.mark.parametrize("depth", [40, 400, 900])
def test_nesting_without_end(endpoint: str, depth: int) -> None:
    deep = '{"a":' * depth + "1" + "}" * depth
    decode_and_check(endpoint, deep.encode())
    for name in ("people", "jobPostings", "posts", "orgs", "elements"):
        decode_and_check(endpoint, f'{{"{name}":[{deep}]}}'.encode())


@pytest.mark.parametrize("endpoint", sorted(ENDPOINTS))
def test_names_that_are_no_text(endpoint: str) -> None:
    decode_and_check(endpoint, b'{"\\ud800":1,"people":[{"\\ud800":"x","name":"Dana"}]}')


@pytest.mark.parametrize("endpoint", sorted(ENDPOINTS))
def test_every_endpoint_has_a_decoder(endpoint: str) -> None:
    assert decode(endpoint, b"{}") is not None


@pytest.mark.parametrize("mark", ["\u200b", "\x00", "\u202e", "\x7f"])
def test_a_field_is_read_although_nobody_sees_all_of_its_name(mark: str) -> None:
    answer = {f"na{mark}me": "Ann", "experience": [{f"{mark}title": "Cook"}]}
    person = decode("person", json.dumps(answer).encode())
    assert isinstance(person, Person)
    assert person.name == "Ann"
    assert [one.title for one in person.experience] == ["Cook"]
