from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.handles import member_number
from lix_tui.linkedin.links import (
    canonical_link,
    company_link,
    job_keys,
    job_link,
    lead_link,
    organisation_keys,
    person_keys,
    person_link,
    post_keys,
    post_link,
    posting_link,
    recruiter_link,
)
from lix_tui.linkedin.recognition import recognise
from tests.linkedin.linkedin_corpus import URLS

LINKEDIN = "https://www.linkedin.com"
PREFIXES = {"ACo": b"\x00\x2a\x00\x00", "ACw": b"\x00\x2c\x00\x00", "AEM": b"\x00\x43\x00\x00"}


def token(prefix: str, number: int, tail: bytes) -> str:
    data = PREFIXES[prefix] + number.to_bytes(4, "big") + tail
    return urlsafe_b64encode(data).decode().rstrip("=")


numbers = st.integers(1, 2**32 - 1)
tails = st.binary(min_size=21, max_size=21)


@given(numbers, st.tuples(tails, tails, tails))
def test_tokens_of_one_person_share_the_member_key(number: int, ends: tuple[bytes, ...]) -> None:
    mine = [token(prefix, number, tail) for prefix, tail in zip(PREFIXES, ends, strict=True)]
    links = [person_link(mine[0]), lead_link(mine[1]), recruiter_link(mine[2])]
    for one, link in zip(mine, links, strict=True):
        assert len(one) == 39
        assert member_number(one) == number
        assert person_keys(one) == person_keys(link) == (f"token:{one}", f"member:{number}")
    assert person_keys(f"urn:li:member:{number}", str(number)) == (f"member:{number}",)


@given(numbers, numbers, tails)
def test_tokens_of_two_people_share_nothing(one: int, other: int, tail: bytes) -> None:
    if one != other:
        first, second = token("ACo", one, tail), token("ACw", other, tail)
        assert not set(person_keys(first)) & set(person_keys(second))


def test_a_public_token() -> None:
    assert member_number("ACoAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg") == 0x05D04859
    assert member_number("ACwAAA123") is None
    assert member_number("acoAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg") is None


def test_slugs_compare_decoded_and_without_case() -> None:
    assert person_keys(
        "%C3%89lodie-Martin",
        "élodie-martin",
        "https://fr.linkedin.com/in/e%CC%81lodie-martin/en?x=y",
        "linkedin.com/comm/in/ÉLODIE-MARTIN",
    ) == ("slug:élodie-martin",)
    assert person_keys("https://www.linkedin.com/in/12345") == ("slug:12345",)
    assert person_keys("satya", "ACwAAA123") == ("slug:satya", "token:ACwAAA123")


def test_old_public_links_are_the_slugs_linkedin_made_of_them() -> None:
    old, slug = f"{LINKEDIN}/pub/some-person/1/2a/3b4", f"{LINKEDIN}/in/some-person-3b402a1"
    assert person_keys(old) == person_keys(slug) == ("slug:some-person-3b402a1",)
    assert canonical_link(old) == canonical_link(slug) == slug
    assert not set(person_keys(old)) & set(person_keys(f"{LINKEDIN}/in/some-person"))


@given(st.integers(0, 0xFFF), st.integers(0, 0xFFF), st.integers(0, 0xFFF))
def test_no_two_old_public_links_are_one_person(first: int, second: int, third: int) -> None:
    def key(*numbers: int) -> tuple[str, ...]:
        tail = "/".join(f"{number:x}" for number in numbers)
        return person_keys(f"{LINKEDIN}/pub/jane-doe/{tail}")

    mine = key(first, second, third)
    assert len(mine) == 1
    padded = f"{LINKEDIN}/pub/Jane-Doe/{first:03X}/{second:03X}/{third:03X}/"
    assert person_keys(padded) == mine
    for other in ((second, first, third), (third, second, first), (first, third, second)):
        assert (key(*other) == mine) == (other == (first, second, third))


@pytest.mark.parametrize("mark", ["\u200e", "\u202c", "\ufeff", "\u00a0", ")", "*", ".", "”", '"'])
def test_marks_make_no_other_person(mark: str) -> None:
    assert person_keys(f"jane-doe{mark}", f"({mark.strip('.')}jane-doe") == ("slug:jane-doe",)
    assert person_keys("@jane-doe", f"{LINKEDIN}/in/jane-doe{mark}") == ("slug:jane-doe",)
    assert organisation_keys(f"acme{mark}") == ("slug:acme",)
    token = "ACoAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg"
    assert person_keys(f"{token}{mark}") == person_keys(token)
    assert person_keys(f"{LINKEDIN}/in/{token}{mark}") == person_keys(token)


def test_the_posting_that_is_open_beside_a_search() -> None:
    search = f"{LINKEDIN}/jobs/search/?currentJobId=447&keywords=x"
    assert posting_link(recognise(search)) == job_link("447")
    for other in (f"{LINKEDIN}/jobs/search/?keywords=x", f"{LINKEDIN}/in/jane",
                  f"{LINKEDIN}/jobs/search/?currentJobId=x&keywords=x"):  # fmt: skip
        assert posting_link(recognise(other)) is None


def test_no_keys_for_what_is_no_person() -> None:
    assert person_keys("", "a@b.test", "https://evil-linkedin.com/in/x", "two words") == ()
    assert person_keys("https://www.linkedin.com/company/x", "https://www.linkedin.com/") == ()


def test_organisation_keys() -> None:
    forms = ("1035", "urn:li:organization:1035", "/sales/company/1035", "/company/1035/about/")
    assert organisation_keys(*forms) == ("org:1035",)
    assert organisation_keys("Microsoft", "linkedin.com/company/microsoft/") == ("slug:microsoft",)
    assert organisation_keys("https://www.linkedin.com/in/x", "") == ()


def test_job_and_post_keys() -> None:
    jobs = (
        "447",
        "/jobs/view/447/",
        "/jobs/search/?currentJobId=447&keywords=x",
        "urn:li:jobPosting:447",
    )
    assert job_keys(*jobs) == ("job:447",)
    assert job_keys("https://www.linkedin.com/jobs/search/?keywords=x") == ()
    posts = (
        "7",
        "urn:li:activity:7",
        "/posts/a-activity-7-x",
        "/feed/update/urn%3Ali%3Aactivity%3A7",
    )
    assert post_keys(*posts) == ("activity:7",)
    assert post_keys("urn:li:share:7", "urn:li:ugcPost:7") == ("share:7", "ugcPost:7")


def test_links() -> None:
    assert person_link("Élodie") == f"{LINKEDIN}/in/%C3%A9lodie"
    assert company_link("Acme") == f"{LINKEDIN}/company/acme"
    assert job_link("447") == f"{LINKEDIN}/jobs/view/447/"
    assert (
        post_link("7")
        == post_link("urn:li:activity:7")
        == f"{LINKEDIN}/feed/update/urn:li:activity:7/"
    )
    assert lead_link("ACwAAx,NAME_SEARCH,y") == f"{LINKEDIN}/sales/lead/ACwAAx"
    assert recruiter_link("AEMAAx") == f"{LINKEDIN}/talent/profile/AEMAAx"


@pytest.mark.parametrize("text", ["", "a/b", "../x", "a?b", "x y", "a\nb", "<x>"])
def test_what_can_be_no_link(text: str) -> None:
    for build in (
        person_link,
        lead_link,
        recruiter_link,
        company_link,
        job_link,
        post_link,
    ):
        with pytest.raises(ValueError, match="can't be part"):
            build(text)


def test_canonical_links_are_final() -> None:
    found = [link for url in URLS if (link := canonical_link(url))]
    assert len(found) == 22
    for link in found:
        assert canonical_link(link) == link


@pytest.mark.parametrize(
    "text",
    ["https://linkedin.com.evil.test/in/x", "https://a@linkedin.com/in/x", "a@b.test", "nothing"],
)
def test_no_canonical_link_for_others(text: str) -> None:
    assert canonical_link(text) is None


@given(st.text())
def test_keys_for_any_text(text: str) -> None:
    for read in (person_keys, organisation_keys, job_keys, post_keys):
        assert len(read(text)) <= 2


PLAIN_PROFILES = st.from_regex(
    r"https://www\.linkedin\.com/in/(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|AC[ow]AA[A-Za-z0-9_-]{34})/?"
    r"|https://(?:www\.)?linkedin\.com/sales/(?:lead|people)/AC[ow]AA[A-Za-z0-9_-]{34}"
    r"(?:,[A-Za-z0-9_-]{1,20}){1,2}|AC[ow]AA[A-Za-z0-9_-]{34}",
    fullmatch=True,
)
"""Links in LinkedIn's own spelling, which are read without the whole recogniser."""


@given(PLAIN_PROFILES)
def test_a_plain_profile_has_the_same_keys_with_and_without_the_recogniser(link: str) -> None:
    # white space in front sends the same link through the recogniser
    assert person_keys(link) == person_keys(f" {link}")
