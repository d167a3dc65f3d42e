"""A key that a server repeats is taken out however it is written; everything else stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.content import SHORTEST, SURELY_A_KEY, KeyMask
from lix_tui.api.decoders import decode_page
from lix_tui.api.errors import LixError
from lix_tui.settings.key import Key
from lix_tui.text import clean_line
from tests.api.function_transport import CANARY, answering, client_of

PEOPLE = "https://www.linkedin.com/search/results/people/?keywords=x"
KEY = 'CANARY/KEY"1234567890'
DROPPED = "\u200b\u2060\ufeff\u200e\u202e\u2066\x7f\x85\x00\x1b\x08\x0c\u061c\ufff9"


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04X}" for char in text)


def with_char(key: str, char: str) -> str:
    return key[:6] + char + key[6:]


def with_escaped_char(key: str, char: str) -> str:
    return key[:6] + escaped(char) + json.dumps(key[6:])[1:-1]


WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "escaped by JSON": lambda key: json.dumps(key)[1:-1],
    "with slashes escaped": lambda key: json.dumps(key)[1:-1].replace("/", "\\/"),
    "all escaped": escaped,
    "one escaped": lambda key: key[:5] + escaped(key[5]) + json.dumps(key[6:])[1:-1],
    **{f"with {ord(char):04x} in it": partial(with_char, char=char) for char in DROPPED},
    **{
        f"with {ord(char):04x} escaped in it": partial(with_escaped_char, char=char)
        for char in DROPPED
    },
}


@pytest.mark.parametrize("name", WRITINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-le"])
def test_no_writing_of_the_key_stays(name: str, encoding: str) -> None:
    body = f'{{"name": "a {WRITINGS[name](KEY)} b"}}'.encode(encoding)
    masked = KeyMask(Key(KEY)).without_key(body, SURELY_A_KEY).decode()
    assert masked == '{"name": "a [key] b"}'


@given(st.text(alphabet='CANRY\\u0043/\u200b"1', max_size=60))
def test_what_is_shown_of_a_masked_text_never_has_the_key(text: str) -> None:
    key = "CANARY11"
    body = json.dumps({"message": text + key + text}).encode()
    masked = json.loads(KeyMask(Key(key)).without_key(body, SHORTEST))
    assert key not in clean_line(masked["message"])


def test_a_short_key_stays_in_what_was_paid_for() -> None:
    body = b'{"name": "engineer"}'
    assert KeyMask(Key("engineer")).without_key(body, SURELY_A_KEY) == body


async def test_an_error_never_says_the_key_whose_pieces_cleaning_would_join() -> None:
    pieces = CANARY[:6] + "\u200b" + CANARY[6:]
    body = json.dumps({"error": {"type": "x", "message": f"no {pieces} here"}}, ensure_ascii=False)
    client, _ = client_of(answering(body.encode(), 400))
    with pytest.raises(LixError) as raised:
        await client.send(ApiRequest("people_search", {"url": PEOPLE}))
    assert "no [key] here" in raised.value.sentence


def test_an_honest_page_stays_as_it_was() -> None:
    body = json.dumps({"people": [{"name": "Zo\u00eb \u2022 \u200bK"}]}, ensure_ascii=False)
    masked = KeyMask(Key(KEY)).without_key(body.encode(), SURELY_A_KEY)
    assert masked == body.encode()
    assert len(decode_page("people_search", masked).elements) == 1
