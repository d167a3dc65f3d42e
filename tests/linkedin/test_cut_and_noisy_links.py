"""Links that are cut off, damaged, wrapped or written as templates: read where certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.links import company_link, person_keys, person_link
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.search_urls import first_page, keywords_url, search_key

LINKEDIN = "https://www.linkedin.com"
JANE = f"{LINKEDIN}/in/jane-doe"
PEOPLE = f"{LINKEDIN}/search/results/people/"


def refusal(text: str) -> str:
    """Return the one sentence with which a text is refused."""
    target = recognise(text)
    assert (target.kind, target.entity_id) == ("unknown", None), text
    problem = target.problem or ""
    assert problem.endswith("."), text
    assert ". " not in problem.replace("... ", ""), problem
    return problem


@pytest.mark.parametrize("end", ["…", "...", "....", "…)", '…"', "….", "...,", "…/", "…?trk=x",
                                 "...?trk=x", ".../", "%E2%80%A6"])  # fmt: skip
@pytest.mark.parametrize(
    "link",
    [JANE, "in/jane", f"{LINKEDIN}/company/acme", f"{PEOPLE}?keywords=da", f"{LINKEDIN}/sales/lead/ACwAAA",
     f"{LINKEDIN}/sales/search/people?query=(keywords:da"],
)  # fmt: skip
def test_a_cut_link_is_refused(link: str, end: str) -> None:
    if "?" in link and ("?" in end or end in (".../", "%E2%80%A6")):
        return
    problem = refusal(f"{link}{end}")
    assert "cut off" in problem or "/sales/lead" in link or "query=" in link


@pytest.mark.parametrize(
    ("text", "what"),
    [("ACwAAAXQSFkBYBAvJOtLzKQz…", "id"), ("ACwAAAXQSFkBYBAv...", "id"), ("jane@exam…", "address"),
     ("jane@example.com…", "address"), (f"{LINKEDIN}/in/ja…-doe", "link"), ("…linkedin.com/in/x", "link"),
     (f"{LINKEDIN}/…/jane", "link"), (f"{PEOPLE}?keywords=da…&origin=X", "link")],
)  # fmt: skip
def test_a_cut_id_or_address_is_refused(text: str, what: str) -> None:
    assert refusal(text).startswith(f"This {what} is cut off")


@pytest.mark.parametrize("words", ["wait…what", "wait…", "wait...", "a..", "a...b", "..."])
@pytest.mark.parametrize("kind", ["people", "jobs", "posts", "orgs", "sales"])
def test_dots_that_were_typed_stay(kind: str, words: str) -> None:
    url = keywords_url(kind, words)  # type: ignore[arg-type]  # a plain list of the literals
    assert (recognise(url).keywords, recognise(url).url) == (words, url)


def test_dots_before_a_page_stay_when_the_page_goes() -> None:
    first = first_page(f"{PEOPLE}?keywords=wait...&page=2")
    assert recognise(first).keywords == "wait..."
    assert search_key(first) == search_key(f"{PEOPLE}?keywords=wait...&page=2")


@pytest.mark.parametrize(
    "noise",
    ["&#8206;", "&#x200e;", "&lrm;", "&rlm;", "&#8203;", "&#65279;", "[1]", " [12]", "\u180e", "\u034f",
     "\u2800", "\u3164", "\u115f", "\U000e0041", "\ufe0f", "）", "。", "、", "，", "」", "】", "）。",
     "#:~:text=x", "?trk=x"],
)  # fmt: skip
@pytest.mark.parametrize(
    "link", [JANE, f"{LINKEDIN}/company/acme", f"{LINKEDIN}/jobs/view/4472684826"]
)
def test_noise_that_is_certain_comes_off(link: str, noise: str) -> None:
    assert recognise(f"{link}{noise}") == recognise(link)


@pytest.mark.parametrize(
    "noise",
    ["&amp;trk=x", "&trk=x", "&hyphen;", ";trk=x", ",trk", ":~:text=x", "=x", "@x", "(Jane)", "|Jane",
     "[link|x]", "%", "%2", "%zz", "\ufffd", "%EF%BF%BD", "*x", "$x", "+x", "^x", "`x", "{x}", "!x",
     '"x', "\\x", "。com", "．com", "%25"],
)  # fmt: skip
@pytest.mark.parametrize("link", [JANE, f"{LINKEDIN}/company/acme", f"{LINKEDIN}/school/acme"])
def test_noise_that_is_no_part_of_a_slug_is_refused(link: str, noise: str) -> None:
    refusal(f"{link}{noise}")


@given(st.characters(codec="ascii", categories=["P", "S"], exclude_characters="-_./?#'"))
def test_no_person_has_punctuation_inside(mark: str) -> None:
    assert recognise(f"{LINKEDIN}/in/jane{mark}doe").entity_id is None
    assert person_keys(f"{LINKEDIN}/in/jane{mark}doe") == ()


@pytest.mark.parametrize(
    ("path", "slug"),
    [("in/jane™", "jane™"), ("in/jane🙂", "jane🙂"), ("in/❤️-jane", "❤️-jane"), ("in/漢字", "漢字"),
     ("in/مريم-x", "مريم-x"), ("in/jane.doe_2", "jane.doe_2"), ("in/callum-o'brien", "callum-o'brien"), ("in/conor-o’brien", "conor-o’brien"),
     ("company/at&t", "at&t"), ("company/at%26t", "at&t"), ("company/booking.com", "booking.com"),
     ("company/mcdonald's-corporation", "mcdonald's-corporation"), ("school/a&m", "a&m"),
     ("in/jos%25C3%25A9", "josé")],
)  # fmt: skip
def test_slugs_in_any_script_are_read(path: str, slug: str) -> None:
    assert recognise(f"{LINKEDIN}/{path}").entity_id == slug


@pytest.mark.parametrize("name", ["acme。com", "acme．com", "acme,com", "acme｡com"])
def test_what_is_like_a_website_is_no_company(name: str) -> None:
    refusal(f"{LINKEDIN}/company/{name}")
    with pytest.raises(ValueError, match="can't be part"):
        company_link(name)


@pytest.mark.parametrize("name", ["{{slug}}", "{slug}", "[slug]", "<slug>", "${slug}", "%7B%7Bslug%7D%7D",
                                  "null", "undefined", "nan", "NaN", "None"])  # fmt: skip
def test_a_template_is_refused(name: str) -> None:
    for page in ("in", "company"):
        assert "never filled in" in refusal(f"{LINKEDIN}/{page}/{name}")
    with pytest.raises(ValueError, match="can't be part"):
        person_link(name)


@pytest.mark.parametrize(
    "text",
    [f"{LINKEDIN}/in/{JANE}", f"{LINKEDIN}/in/www.linkedin.com/in/jane-doe", f"{LINKEDIN}/{JANE}",
     f"{LINKEDIN}/in/https%3A%2F%2Fwww.linkedin.com%2Fin%2Fjane-doe", f"{LINKEDIN} /in/jane-doe",
     f"https://www.google.com/url?q={JANE}&sa=D", f"https://www.google.com/url?q={JANE}?trk=x&sa=D&ust=1",
     f"https://x.safelinks.protection.outlook.com/?url={JANE}&data=05",
     "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fjane-doe&data=0",
     f"https://urldefense.com/v3/__{JANE}__;!!abc$", f"https://urldefense.com/v3/__{JANE}/__;!!abc$",
     "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.linkedin.com_in_jane-2Ddoe&d=x",
     f"https://web.archive.org/web/20200101000000/{JANE}", f"https://web.archive.org/web/2020id_/{JANE}",
     "https%253A%252F%252Fwww.linkedin.com%252Fin%252Fjane-doe", "https://www.linkedin.com%2Fin%2Fjane-doe",
     "htp://www.linkedin.com/in/jane-doe", "htttps://www.linkedin.com/in/jane-doe",
     "htps:/www.linkedin.com/in/jane-doe", "https:\\\\www.linkedin.com\\in\\jane-doe",
     "https:\\/\\/www.linkedin.com\\/in\\/jane-doe", f"\\[x\\]({JANE})", f"\\[x\\]\\({JANE}\\)",
     f"<li>{JANE}</li>", f"<ul>\n<li>{JANE}</li>\n</ul>", f"<p class='x'>{JANE}</p>", f'{{"url":"{JANE}"}}',
     f'{{"n":1,"x":[{{"url":"{JANE}"}}]}}', f'"url": "{JANE}",', f'["{JANE}"]', f"_{JANE}_", f"~{JANE}~",
     f"~~{JANE}~~", f"*_{JANE}_*", f"__{JANE}__", f"「{JANE}」", f"【{JANE}】", f"＠{JANE}", f"（{JANE}）。"],
)  # fmt: skip
def test_what_is_certain_around_a_link_comes_off(text: str) -> None:
    assert recognise(text) == recognise(JANE)


def test_a_redirect_loses_its_own_parameters_only() -> None:
    inner = f"{PEOPLE}?keywords=x&network=%5B%22F%22%5D"
    target = recognise(f"https://www.google.com/url?q={inner}&sa=D&source=editors")
    assert target == recognise(inner)
    assert (
        recognise(f"https://www.google.com/url?q={LINKEDIN}/company/at&t&sa=D").entity_id == "at&t"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [(f"{LINKEDIN}\\in\\jane", "backslash"), ("https://www.linkedin.com,/in/jane", "after linkedin.com"),
     ("https://linkedin.com%2eevil.test/in/x", "after linkedin.com"),
     ("https://urldefense.com/v3/__https://www.linkedin.com/in/ja*ne__;w6k!!abc$", "hides its target"),
     ("https://x.safelinks.protection.outlook.com/ap/x", "hides its target"),
     (f"{LINKEDIN}/company/setup/new", "page is created"), (f"{LINKEDIN}/in/www.linkedin.com", "can't be"),
     ("urn:li:salesList:2", "leads or accounts")],
)  # fmt: skip
def test_what_is_not_certain_is_refused_honestly(text: str, said: str) -> None:
    problem = refusal(text)
    assert said in problem
    assert "is not LinkedIn" not in problem


@pytest.mark.parametrize(
    ("char", "count"), [("é", 12_000), ("🙂", 5_005), ("%C3%A9", 6_000), ("a", 49_900)]
)
def test_a_link_too_long_to_send_says_its_length_as_sent(char: str, count: int) -> None:
    target = recognise(f"{PEOPLE}?keywords={char * count}")
    if char == "a":
        assert target.problem is None
        return
    problem = target.problem or ""
    assert target.kind == "unknown"
    sent = int(problem.split("has ")[1].split(" ")[0].replace(",", ""))
    assert sent > 60_000
    assert "more than the limit of 60,000" in problem


@pytest.mark.parametrize(
    ("text", "what"),
    [("x" * 60_000, "id"), (f"a@{'x' * 60_000}", "address"), (f"{JANE}{'x' * 60_000}", "link"),
     ("word " * 20_000, "text")],
)  # fmt: skip
def test_a_text_too_long_is_called_what_it_is(text: str, what: str) -> None:
    assert (recognise(text).problem or "").startswith(f"This {what} has ")
