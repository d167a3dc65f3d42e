"""Values of fields at the edges of what is read: numbers, times, flags and nesting."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from lix_tui.api.decoders import decode, decode_as, decode_page
from lix_tui.api.errors import BadBody
from lix_tui.api.models.account import DailyAllowance
from lix_tui.api.models.base import (
    DEEPEST,
    LARGEST,
    count_of,
    datetime_of,
    flag_of,
    int_of,
    text_of,
)
from lix_tui.api.models.career import DateParts, year_month
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.lookc import MOST_REQUEST_ID, LookcAnswer
from lix_tui.api.models.person import Person


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, 7), (-7, -7), (0, 0), (True, None), (False, None), (None, None), ([], None),
        (7.9, 7), (-7.9, -7), (9e17, 9 * 10**17), (1e18, None), (-1e18, None), (float("nan"), None),
        ("57", 57), (" 1,234 ", 1234), ("1.5", None), ("", None), ("x", None),
        ("9" * 29, int("9" * 29)), ("9" * 30, None), (10**400, 10**400),
    ],
)  # fmt: skip
def test_a_whole_number_is_read_from_numbers_and_text(value: object, number: int | None) -> None:
    assert int_of(value) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (LARGEST, 2**63 - 1), (-LARGEST, 1 - 2**63), (LARGEST + 1, None), (str(2**63), None),
        (True, None), ("3", 3), (0, 0),
    ],
)  # fmt: skip
def test_a_count_fits_into_the_database(value: object, number: int | None) -> None:
    assert count_of(value) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"), (" a\t", "a"), ("", None), (" ", None), ("\x1b", None), (7, "7"), (0, "0"),
        (1.5, "1.5"), (True, None), (None, None), ([], None), ({}, None),
    ],
)  # fmt: skip
def test_a_text_is_cleaned_and_a_number_is_its_digits(value: object, text: str | None) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "flag"),
    [
        (True, True), (False, False), ("true", True), (" FALSE ", False), ("yes", None), (1, None),
        (None, None),
    ],
)  # fmt: skip
def test_a_flag_is_yes_or_no(value: object, flag: bool | None) -> None:
    assert flag_of(value) is flag


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (86_400, datetime(1970, 1, 2, tzinfo=UTC)),
        ("86400", datetime(1970, 1, 2, tzinfo=UTC)),
        (1_700_000_000_500, datetime(2023, 11, 14, 22, 13, 20, 500_000, UTC)),
        (" 2024-03-01T10:00:00Z ", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("2024-03-01T10:00:00", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("2024-03-01T10:00:00+02:00", datetime(2024, 3, 1, 8, tzinfo=UTC)),
        ("soon", None), ("9" * 29, None), (10**17, None), (None, None), (True, None),
    ],
)  # fmt: skip
def test_a_time_has_its_zone(value: object, moment: datetime | None) -> None:
    found = datetime_of(value)
    assert found == moment
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("parts", "words", "date"),
    [
        ({"year": 2020, "month": 1}, None, (2020, 1)),
        ({"year": 2020, "month": 12}, None, (2020, 12)),
        ({"year": 2020, "month": 0}, None, (2020, None)),
        ({"year": 2020, "month": 13}, None, (2020, None)),
        ({"year": 2020}, "May 2019", (2020, None)),
        ({"year": 0}, " May 2019", (2019, 5)),
        ({}, "January 1999", (1999, 1)),
        ({}, "dec 2010", (2010, 12)),
        ({}, "2010", (2010, None)),
        ({}, "12010", None), ({}, "0", None), ({}, "Present", None), ({}, None, None), ({"month": 3}, None, None),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_it_is_known(
    parts: dict[str, int], words: str | None, date: tuple[int, int | None] | None
) -> None:
    assert year_month(DateParts.model_validate(parts), words) == date


@pytest.mark.parametrize("opening", ['{"a":', "["])
@pytest.mark.parametrize(("depth", "kept"), [(DEEPEST, True), (DEEPEST + 1, False)])
def test_an_unknown_field_is_kept_to_a_depth(opening: str, depth: int, kept: bool) -> None:
    closing = "}" if opening.startswith("{") else "]"
    body = f'{{"other": {opening * depth}"deep"{closing * depth}}}'
    person = decode("person", body.encode())
    assert isinstance(person, Person)
    value = (person.model_extra or {})["other"]
    assert ("deep" in json.dumps(value)) is kept


@pytest.mark.parametrize(
    ("length", "kept"), [(MOST_REQUEST_ID, True), (MOST_REQUEST_ID + 1, False)]
)
def test_a_request_id_that_is_too_long_to_poll_is_none(length: int, kept: bool) -> None:
    found = decode("lookc_request", json.dumps({"requestId": "7" * length}).encode())
    assert isinstance(found, LookcAnswer)
    assert (found.request_id is not None, found.pending) == (kept, kept)
    assert MOST_REQUEST_ID == 512


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "The answer is empty"),
        (b"<html>", "The answer isn't valid JSON"),
        (b"[" * 100_000, "The answer isn't valid JSON"),
        (b"[1]", "The answer isn't a JSON object"),
    ],
)
def test_a_body_that_is_no_object_says_so(body: bytes, words: str) -> None:
    with pytest.raises(BadBody) as refused:
        decode_page("people_search", body)
    error = refused.value
    assert (error.message, error.endpoint, error.status) == (words, "people_search", 200)
    assert error.may_have_cost


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        ({}, False), ({"requestsRemaining": 0}, True), ({"refreshesAt": 5}, True),
        ({"requestsRemaining": 1, "refreshesAt": 5}, True), ({"requestsRemaining": "x"}, False),
    ],
)  # fmt: skip
def test_an_allowance_is_known_if_anything_of_it_was_said(
    answer: dict[str, object], known: bool
) -> None:
    allowance = decode_as(DailyAllowance, "daily_allowance", json.dumps(answer).encode())
    assert allowance.known is known


@pytest.mark.parametrize(
    ("endpoint", "first", "second"),
    [("person_ids", "personIds", "person_ids"),
     ("organisation_ids", "organisationIds", "organisation_ids")],
)  # fmt: skip
def test_of_two_wrappers_of_ids_the_first_counts(endpoint: str, first: str, second: str) -> None:
    found = decode(endpoint, json.dumps({second: {"uuid": "b"}, first: {"uuid": "a"}}).encode())
    assert isinstance(found, PersonIds | OrganisationIds)
    assert found.lix_id == "a"
