"""Links as people paste them: broken over lines, in markup, with marks around them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.link_target import MOST_CHARACTERS
from lix_tui.linkedin.link_wrappers import LINK_START
from lix_tui.linkedin.pasted_text import MOST_PASTED, read_pasted
from lix_tui.linkedin.percent import encode_all
from lix_tui.linkedin.recognition import clean, recognise
from lix_tui.linkedin.search_urls import keywords_url, search_key
from tests.linkedin.linkedin_corpus import MALFORMED, SAMPLES, Sample

LINKEDIN = "https://www.linkedin.com"
PEOPLE = f"{LINKEDIN}/search/results/people/?network=%5B%22F%22%5D&keywords=data%20engineer"
JANE = f"{LINKEDIN}/in/jane-doe-123"
LEADS = f"{LINKEDIN}/sales/search/people?query=(keywords%3Ahead%2520of%2520ai)&sessionId=a"
GOOD = [sample for sample in SAMPLES if sample not in MALFORMED]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (PEOPLE.replace("%20", "\n%20"), PEOPLE),
        (PEOPLE.replace("data%20", "data  \r\n\t %20"), PEOPLE),
        (PEOPLE.replace("network=", "network=\n"), PEOPLE),
        (PEOPLE.replace("keywords", "\tkeywords"), PEOPLE),
        (JANE.replace("doe", "\ndoe"), JANE),
        (f"\n\n{JANE.replace('doe', chr(10) + '   doe')}\n", JANE),
        (JANE.replace("www.", "www.\n"), JANE),
        (JANE.replace("://", "://\n"), JANE),
        (JANE.replace("/in/", "\n/in/"), JANE),
        (LEADS.replace("head", "he\u2028ad"), LEADS),
        (LEADS.replace("query=(", "query=(\n").replace("ai)", "ai\n)"), LEADS),
        (f"> {JANE.replace('doe', chr(10) + '> doe')}", JANE),
        (f">> {LEADS.replace('head', chr(10) + '>> head')}", LEADS),
        (PEOPLE.replace("data", "data=\n"), PEOPLE),
        (PEOPLE.replace("=", "=3D").replace("data", "data=\r\n"), PEOPLE),
        (JANE.replace("doe", "=\ndoe"), JANE),
        (f"- {JANE}", JANE),
        (f"{JANE}\n{JANE}", JANE),
    ],
)
def test_the_lines_of_a_link_are_joined(text: str, link: str) -> None:
    pasted = read_pasted(text)
    assert (pasted.kind, pasted.text, pasted.problem) == ("link", link, None)
    assert recognise(text) == recognise(link)


@settings(max_examples=300)
@given(st.sampled_from(GOOD), st.sampled_from(["\n", "\r\n", "\n  ", "=\n"]), st.data())
def test_a_link_broken_anywhere_is_joined_or_refused(
    sample: Sample, ending: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(sample.url) - 1))
    target = recognise(f"{sample.url[:place]}{ending}{sample.url[place:]}")
    if target != recognise(sample.url):
        assert target.problem


@settings(max_examples=200)
@given(st.sampled_from([sample for sample in GOOD if " " not in sample.url]), st.integers(72, 100))
def test_a_search_wrapped_by_a_mail_program_is_joined(sample: Sample, width: int) -> None:
    lines = [sample.url[at : at + width] for at in range(0, len(sample.url), width)]
    target = recognise("\n".join(lines))
    if len(lines) > 2 and not any(LINK_START.match(line) for line in lines[1:]):
        assert target == recognise(sample.url)
    assert target == recognise(sample.url) or target.problem


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"{JANE}\n{LINKEDIN}/in/b", (JANE, f"{LINKEDIN}/in/b")),
        (f"\n- {JANE}\n- {LINKEDIN}/in/b\n", (JANE, f"{LINKEDIN}/in/b")),
        (f"1. {JANE}\n2) {LINKEDIN}/in/b", (JANE, f"{LINKEDIN}/in/b")),
        (f"• {JANE},\n\n• {LINKEDIN}/in/b.", (JANE, f"{LINKEDIN}/in/b")),
        (f"{JANE}\t{LINKEDIN}/company/acme", (JANE, f"{LINKEDIN}/company/acme")),
        (f"{JANE}, {LINKEDIN}/in/b", (JANE, f"{LINKEDIN}/in/b")),
        (f"[a]({JANE}), [b]({LINKEDIN}/in/b)", (JANE, f"{LINKEDIN}/in/b")),
        (f'<a href="{JANE}">a</a><br><a href="{LINKEDIN}/in/b">b</a>', (JANE, f"{LINKEDIN}/in/b")),
        (
            f"{JANE.replace('doe', chr(10) + 'doe')}\n{PEOPLE.replace('%20', chr(10) + '%20')}",
            (JANE, PEOPLE),
        ),
    ],
)
def test_several_links_are_a_list(text: str, links: tuple[str, ...]) -> None:
    pasted = read_pasted(text)
    assert (pasted.kind, pasted.links) == ("links", links)
    target = recognise(text)
    assert target.kind == "unknown"
    assert "These are 2 links: paste one" in (target.problem or "")


@pytest.mark.parametrize(
    "words",
    ["Great engineer", "Thanks", "Thanks!", "engineer", "Jane\tCTO", "2023-05-01", "17",
     "CTO/Founder", "jane@example.com", "+49 151 123456", "he/him", "co-founder"],
)  # fmt: skip
@pytest.mark.parametrize("link", [f"{LINKEDIN}/in/jane", f"{LINKEDIN}/jobs/search/?keywords=a"])
def test_a_link_before_prose_is_never_joined_with_it(link: str, words: str) -> None:
    for text in (f"{link}\n{words}", f"{link}\t{words}", f"{words}\n{link}"):
        pasted = read_pasted(text)
        assert (pasted.kind, pasted.links) == ("text", (link,))
        assert pasted.text == " ".join(text.split())
        problem = recognise(text).problem or ""
        assert problem.startswith("The text contains more than a link")
        assert recognise(text).kind == "unknown"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("data\nengineer", "data engineer"),
        ("\n\n data \r\n\tengineer ", "data engineer"),
        ('"data engineer"\nAND (x)', '"data engineer" AND (x)'),
        ("", ""),
        ("a@example.com\nb@example.com", "a@example.com b@example.com"),
    ],
)
def test_plain_text_comes_on_one_line(text: str, plain: str) -> None:
    assert (read_pasted(text).kind, read_pasted(text).text) == ("text", plain)
    assert read_pasted(text).problem is None


def test_lines_never_make_another_address() -> None:
    for link in (f"{LINKEDIN}/in/jane-", f"{LINKEDIN}/jobs/search/?keywords=a&origin=X"):
        assert recognise(f"{link}\njane@example.com").kind == "unknown"
    assert recognise("Jane\ndoe@example.com").kind == "unknown"
    assert recognise("a@example.com\nb@example.com").kind == "unknown"


def test_a_broken_token_is_joined() -> None:
    token = "ACwAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg"
    assert recognise(f"{token[:20]}\n{token[20:]}").entity_id == token
    assert recognise(f"{LINKEDIN}/sales/lead/{token[:20]}\n{token[20:]},NAME").entity_id == token


SEARCH = f"{LINKEDIN}/search/results/people/?origin=X&keywords=engineer"


@pytest.mark.parametrize("ampersand", ["&amp;", "&#38;", "&#x26;", "&#038;", "&AMP;", "&amp;amp;",
                                       "&amp;#38;", "&amp%3B"])  # fmt: skip
@pytest.mark.parametrize("link", [SEARCH, LEADS, f"{LEADS}&page=2"])
def test_entities_in_a_link_are_resolved(link: str, ampersand: str) -> None:
    assert recognise(link.replace("&", ampersand)) == recognise(link)
    wrapped = f"https://www.google.com/url?q={encode_all(link.replace('&', ampersand))}"
    assert recognise(wrapped) == recognise(link)


@pytest.mark.parametrize("name", ["&quot;", "&amp;quot;", "&#34;", "&#x22;", '"'])
def test_quotes_are_resolved(name: str) -> None:
    link = f'{LINKEDIN}/search/results/people/?geoUrn=["1"]&keywords=x'
    assert recognise(link.replace('"', name)).params["geoUrn"] == ("1",)
    assert recognise(f"{name}{JANE}{name}") == recognise(JANE)


@pytest.mark.parametrize("value", ["AT&amp;T", "&amp;", "amp;", "a&quot;b", "&#38;"])
def test_a_value_that_really_holds_an_entity_keeps_it(value: str) -> None:
    for kind in ("people", "sales"):
        url = keywords_url("people" if kind == "people" else "sales", value)
        assert (recognise(url).keywords, recognise(url).url) == (value, url)


MARKS = ["\u200e", "\u200f", "\u202a", "\u202c", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2060",
         "\u00a0", "\u00ad", '"', "“", "”", "«", "'", "‘", "`", "<", ">", "[", "]", "(", ")", "*",
         "**", "|"]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("link", [JANE, SEARCH, LEADS, f"{LINKEDIN}/jobs/view/4472684826"])
def test_marks_around_a_link_come_off(link: str, mark: str) -> None:
    assert recognise(f"{mark}{link}") == recognise(link)
    if mark not in "'()[**" or link is JANE:
        assert recognise(f"{link}{mark}") == recognise(link)
    if mark not in "'**()[]":
        assert recognise(f"({mark}{link}{mark})") == recognise(link)


@pytest.mark.parametrize(
    "mark", [".", ",", ";", ":", "!", "?", "。", "）。", "」", ").", "),", "*", "»."]
)
def test_punctuation_behind_a_link_comes_off(mark: str) -> None:
    assert recognise(f"{JANE}{mark}") == recognise(JANE)
    assert recognise(f"{LINKEDIN}/company/acme{mark}").entity_id == "acme"


@pytest.mark.parametrize("value", ["Acme Inc.", "a)", "(a)", "yes!", "Ph.D.", "a*", "it's'"])
def test_what_a_value_ends_in_stays(value: str) -> None:
    url = keywords_url("people", value)
    assert (recognise(url).keywords, recognise(url).url) == (value, url)


def test_marks_inside_a_slug_stay_and_those_at_its_ends_go() -> None:
    assert recognise(f"{LINKEDIN}/in/ja%E2%80%8Ene").entity_id == "ja\u200ene"
    for text in ("jane%E2%80%8E", "jane\u200e", "\u202ajane\u202c", "jane%20", "@jane", "jane)"):
        assert recognise(f"{LINKEDIN}/in/{text}").entity_id == "jane"


@pytest.mark.parametrize(
    "scheme",
    ["https://https://", "http://https://", "http:/", "http//", "https//", "https:", "https:///",
     "hxxps://", "hXXp://", "ttps://", "https;//", "https.//", "https:\\\\", "https: //",
     "hxxps[:]//", "view-source:https://", "//", "https//:", "https://http//"],
)  # fmt: skip
def test_a_broken_scheme_is_repaired(scheme: str) -> None:
    for host in ("www.linkedin.com", "linkedin.com", "de.linkedin.com", "www[.]linkedin[.]com"):
        assert recognise(f"{scheme}{host}/in/jane-doe-123") == recognise(JANE)
        bad = recognise(f"{scheme}{host}.evil.test/in/jane-doe-123")
        assert bad.kind == "unknown"


@pytest.mark.parametrize(
    "form",
    ['=HYPERLINK("{}","x")', '=HYPERLINK("{}";"x")', '=HYPERLINK("{}")', '= hyperlink( "{}" ; A1 )',
     'of:=HYPERLINK("{}";"x")', '"=HYPERLINK(""{}"",""x"")"', '=HYPERLINK(""{}"",""x"")',
     '=LIEN_HYPERTEXTE("{}";"x")', "'=HYPERLINK(\"{}\",\"x\")", '+HYPERLINK("{}","x")',
     "[x]({})", '[x]({} "title")', "[x](<{}>)", "**[Jane Doe]({})**", "[{0}]({0})", "- [x]({})",
     "<{}>", "<{}|Jane Doe>", "Jane Doe <{}>", "<URL:{}>", "{0} <{0}>",
     '<a href="{}">x</a>', "<a class=x href='{}' target=_blank>Jane</a>", "<a href={}>x</a>",
     "[[{}][Jane Doe]]", "[[{}]]", "[{} Jane Doe]", "[Jane Doe|{}]", "[url={}]Jane[/url]",
     "[url]{}[/url]", "url:{}", "URL={}", "LinkedIn: {}", "LinkedIn:{}", "LinkedIn Profile = {}",
     "My profile: <{}>", "Profile: [x]({})", '"{}"', "“{}”,", "({})", "`{}`"],
)  # fmt: skip
def test_markup_around_a_link_comes_off(form: str) -> None:
    for link in (JANE, LEADS, PEOPLE):
        if link is PEOPLE and form == "<a href={}>x</a>":
            continue
        assert recognise(form.format(link)) == recognise(link), form.format(link)
        assert clean(form.format(link)) == link


def test_a_formula_of_several_literals_is_one_link() -> None:
    assert recognise(f'=HYPERLINK("{PEOPLE[:60]}"&"{PEOPLE[60:]}","x")') == recognise(PEOPLE)
    assert recognise(f'=HYPERLINK("{JANE}"&A1,"x")').kind == "unknown"


def test_an_address_in_markup() -> None:
    for text in ("Jane Doe <jane@example.com>", "Email: jane@example.com", "(jane@example.com)",
                 '"Doe, Jane" <jane@example.com>', "[jane](mailto:jane@example.com)"):  # fmt: skip
        assert recognise(text).entity_id == "jane@example.com", text


@pytest.mark.parametrize(
    "text",
    [f"Have a look at {JANE}", f"{JANE} is great", f"{JANE} and more", "ftp://www.linkedin.com/in/x",
     "javascript:https://www.linkedin.com/in/x", "data:https://www.linkedin.com/in/x",
     "[x](javascript:alert(1))", "[j](https://example.com/in/x)", f"evil.test:{JANE}x y"],
)  # fmt: skip
def test_what_is_not_a_link_alone_is_refused(text: str) -> None:
    target = recognise(text)
    assert target.kind == "unknown"
    assert (target.problem or "").endswith(".")
    assert (target.problem or "").count(". ") == 0


@pytest.mark.parametrize("sample", GOOD)
def test_a_good_link_is_left_as_it_is(sample: Sample) -> None:
    assert clean(sample.url) == sample.url
    assert read_pasted(sample.url).text == sample.url


@pytest.mark.parametrize(
    "text",
    [f"{LINKEDIN}/in/{'x' * 70_000}", f"{SEARCH}{'%20x' * 20_000}", "x" * 1_000_000,
     " " * 1_000_000, "\n" * 1_000_000, f"{LINKEDIN}/?url={'http://a.com?url=' * 9_000}",
     "(" * 1_000_000, f"{JANE}\n" * 30_000],
)  # fmt: skip
def test_a_text_beyond_the_bound_is_refused_before_it_is_read(text: str) -> None:
    target = recognise(text)
    assert target.kind == "unknown"
    assert f"{MOST_CHARACTERS:,}" in (target.problem or "")
    assert len(target.problem or "") < 200
    search_key(text)
    assert len(read_pasted("x" * (MOST_PASTED + 1)).problem or "") < 200


def test_the_longest_keywords_are_within_the_bound() -> None:
    for kind in ("people", "jobs", "posts", "orgs", "sales"):
        for char in ("a", "é", "漢", "🙂"):
            url = keywords_url(kind, char * 2000)
            assert recognise(url).problem is None, (kind, char)


def test_a_link_too_long_to_be_sent_is_refused() -> None:
    url = f"{LINKEDIN}/search/results/people/?keywords={'%20' * 14_000}x"
    assert recognise(url).kind == "unknown"
    assert "more than the limit of 60,000" in (recognise(url).problem or "")


def test_nested_wrappers_end() -> None:
    target = recognise("https://a.example/?url=" + "http://a.example/?url=" * 2_000)
    assert target.kind == "unknown"


@given(
    st.text(
        st.sampled_from("ht ps:/in.lkedcom\n\t>-=&;?#%()[]<>\"'“*@1aA\u200e\u200b"), max_size=60
    )
)
def test_any_text_is_read(text: str) -> None:
    for given_text in (text, f"{JANE}{text}", f"{text}{LEADS}"):
        pasted = read_pasted(given_text)
        assert "\n" not in pasted.text
        if pasted.kind == "link":
            assert clean(pasted.text) == pasted.text
        recognise(given_text).to_json()
