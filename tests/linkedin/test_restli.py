from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.linkedin.address import Address
from lix_tui.linkedin.restli import address_bar, is_address_bar, parse, write
from lix_tui.linkedin.restli_nodes import Array, Atom, Document, Node, Record, RestliError
from tests.linkedin.linkedin_corpus import MALFORMED, SAMPLES, WORDS

QUERIES = [
    (sample, query)
    for sample in SAMPLES
    if sample.kind.startswith("sales_")
    and sample not in MALFORMED
    and (query := Address.split(sample.url).value("query"))
]

keys = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,6}", fullmatch=True)
atoms = WORDS.map(Atom)


def records(values: st.SearchStrategy[Node]) -> st.SearchStrategy[Record]:
    entries = st.lists(st.tuples(keys, values), max_size=4)
    return entries.map(lambda found: Record(tuple(found)))


nodes: st.SearchStrategy[Node] = st.recursive(
    atoms,
    lambda inner: records(inner) | st.lists(inner, max_size=3).map(lambda all_: Array(tuple(all_))),
    max_leaves=12,
)


@given(records(nodes), st.integers(0, 3))
def test_what_is_built_is_read_back(root: Record, layers: int) -> None:
    if not root.entries:
        layers = 0
    document = Document(root, layers)
    again = parse(write(document))
    assert again == document


@pytest.mark.parametrize("query", [query for _, query in QUERIES])
def test_what_is_read_is_written_byte_for_byte(query: str) -> None:
    assert write(parse(query)) == query


def test_address_bar_queries_follow_the_recipe() -> None:
    other_forms = ("UNENCODED", "API-style", "EMPTY")
    measured = [
        query for sample, query in QUERIES if not any(form in sample.note for form in other_forms)
    ]
    assert len(measured) > 35
    for query in measured:
        assert write(address_bar(parse(query))) == query


@pytest.mark.parametrize(
    "text",
    [
        "(keywords%3Aa%2520%2526%2520b%2Cx%3AList(1%2C2))",
        "(keywords:a%20%26%20b,x:List(1,2))",
        "(keywords:a & b,x:List(1,2))",
        "(keywords%3Aa%20%26%20b%2Cx%3AList%281%2C2%29)",
        "%28keywords%3Aa%2520%2526%2520b%2Cx%3AList%281%2C2%29%29",
        "(keywords%253Aa%252520%252526%252520b%252Cx%253AList(1%252C2))",
        "(keywords%3aa%2520%2526%2520b%2cx%3aList(1%2c2))",
    ],
)
def test_every_layer_of_encoding_reads_the_same(text: str) -> None:
    document = parse(text)
    assert document.root.text("keywords") == "a & b"
    assert document.root.get("x") == Array((Atom("1"), Atom("2")))
    assert write(document) == text
    canonical = write(address_bar(document))
    assert canonical == "(keywords%3Aa%2520%2526%2520b%2Cx%3AList(1%2C2))"


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("(keywords%3A%28CEO%20OR%20CFO%29)", "(CEO OR CFO)"),
        ("(keywords%3A%22VP%22%20%28a%2C%20b%29%2Cfilters%3AList())", '"VP" (a, b)'),
        ("(keywords%253A%2528CEO%2529)", "(CEO)"),
        ("(keywords%3A%28a%20b)", "(a b"),
        ("(x%3AList%28%28y%3A1%29%29%2Ckeywords%3Ab)", "b"),
        ("(keywords%3Ab%29", "b"),
        ('(keywords:"a" AND (b OR (c)),filters:List())', '"a" AND (b OR (c))'),
        ("(keywords:(b, c) d)", "(b, c) d"),
    ],
)
def test_parentheses_of_the_text_in_half_encoded_queries(text: str, keywords: str) -> None:
    document = parse(text)
    assert document.root.text("keywords") == keywords
    assert write(document) == text
    assert not is_address_bar(document)
    assert parse(write(address_bar(document))) == address_bar(document)


def test_the_address_bars_own_form_is_known() -> None:
    for proper in (
        "(keywords%3Aa%2520b*~!'%2Cx%3AList((y%3A%25E9%2525)))",
        "(keywords%3aa%2528b%2529)",
        "(keywords%3A)",
    ):
        assert is_address_bar(parse(proper))
    for other in (
        "(keywords:a)",
        "(keywords%3Aa b)",
        "(keywords%3Aa%20b)",
        "(keywords%3Aé)",
        "(keywords%3A100%25)",
        "(keywords%253Aa)",
        "%28keywords%3Aa%29",
        "(keywords%3Aa%29",
    ):
        assert not is_address_bar(parse(other)), other
    assert not is_address_bar(address_bar(parse("(keywords%3Aa)"))), "it was not read like that"


def test_typed_by_people() -> None:
    root = parse('(id:urn:li:organization:1,text:"Miami, Florida",n:10,000+,e:,z:List())').root
    assert root.text("id") == "urn:li:organization:1"
    assert root.text("text") == '"Miami, Florida"'
    assert root.text("n") == "10,000+"
    assert root.text("e") == ""
    assert root.get("z") == Array(())


def test_broken_escapes_stay() -> None:
    assert parse("(a:100%,b:%zz,c:%FF)").root == Record(
        (("a", Atom("100%")), ("b", Atom("%zz")), ("c", Atom("%FF")))
    )
    assert parse("(a%3A%FF%29").root.text("a") == "%FF"


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "does not begin"),
        ("keywords:x", 0, "does not begin"),
        ("(a:b", 4, "1 closing parenthesis is missing"),
        ("(a:List((b:c", 12, "3 closing parentheses are missing"),
        ("(a%3AList((b%3Ac)%2C", 20, "2 closing parentheses are missing"),
        ("(a%3AcList((b%3Ac)))", 10, "a parenthesis opens in the middle"),
        ("(a:b)viewAllFilters=true", 5, "“viewAllFilters”, perhaps an & is missing"),
        ("(a:b))", 5, "text follows"),
        ("(a:b,c)", 5, "“c” isn't followed by a colon"),
        ("(a:b,)", 5, "a key is missing"),
        ("(a:(b:c)d)", 8, "“d” is in the place of a comma"),
        ("(keywords%3A%28a%20b", 20, "1 closing parenthesis is missing"),
        ("(keywords:(a b)", 11, "“a b” isn't followed"),
        ("(a:b c(d))", 6, "a parenthesis opens in the middle"),
    ],
)
def test_errors_say_where(text: str, position: int, message: str) -> None:
    with pytest.raises(RestliError) as caught:
        parse(text)
    assert caught.value.position == position
    assert message in caught.value.message


def test_hostile_nesting_is_an_error_not_a_crash() -> None:
    with pytest.raises(RestliError, match="nests deeper"):
        parse("(a:" * 100_000)


@settings(max_examples=200)
@given(st.text(st.sampled_from("()ab:,%2835ACLList '\""), max_size=40) | st.text(max_size=30))
def test_reading_either_works_or_says_where(text: str) -> None:
    error = None
    try:
        document = parse(text)
    except RestliError as caught:
        error = caught
    if error is None:
        assert write(document).strip() == text.strip()
    else:
        assert 0 <= error.position <= len(text)
