"""Fuzz targets: functions of bytes that raise an error if a rule is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.linkedin.address import Address
from lix_tui.linkedin.parameters import KNOWN_NAMES
from lix_tui.linkedin.percent import decode_form
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.search_urls import first_page, search_key, with_page, with_start
from lix_tui.linkedin.target import Target
from lix_tui.services.queries.query import QueryError, query_of
from lix_tui.text import clean
from tests.faults.display import derive_display
from tests.linkedin.linkedin_corpus import URLS
from tests.support.decoded_models import decode_and_check

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
SAMPLES = HERE.parent / "api"
NAMES = tuple(sorted(ENDPOINTS))
"""Names of endpoints; the first byte of an input chooses one."""


def url(data: bytes) -> None:
    """Recognise any text; the recognised URL must be recognised as the same."""
    text = data.decode("utf-8", "replace")
    target = recognise(text)
    json.dumps(target.to_json())
    search_key(text)
    first_page(text), with_page(text, 3), with_start(text, 20)
    if target.problem:
        assert clean(target.problem) == target.problem, "a problem is shown as it is"
        return
    assert target.kind != "unknown", "what is not known has a problem"
    if target.url is None:
        return
    assert target.url.startswith("https://"), target.url
    assert target.url.isprintable(), ascii(target.url)
    again = recognise(target.url)
    assert not again.problem, again.problem
    assert (again.kind, again.entity_id) == (target.kind, target.entity_id)
    assert again.url == target.url, (target.url, again.url)
    if target.is_search:
        _assert_known_parameter(target)
        assert (again.keywords, again.filters) == (target.keywords, target.filters)
        assert search_key(target.url) == search_key(text)


def _assert_known_parameter(target: Target) -> None:
    """Assert that the link of a search has a parameter that LinkedIn knows."""
    try:
        query = query_of(target)
    except QueryError:
        return
    found = {item.name: decode_form(item.value) for item in Address.split(query.url).parameters}
    asking = {
        name: value
        for name, value in found.items()
        if name in KNOWN_NAMES - {"sortBy", "distance"} and any(map(str.isprintable, value.strip()))
    }
    assert asking, f"a page of anything would be bought: {query.url}"


def envelope(data: bytes) -> None:
    """Decode any answer or refuse it; a decoded answer can be displayed."""
    endpoint, body = NAMES[data[0] % len(NAMES)] if data else NAMES[0], data[1:]
    decode_and_check(endpoint, body)
    derive_display(endpoint, body)


TARGETS: Mapping[str, Callable[[bytes], None]] = {"url": url, "envelope": envelope}


def corpus_files(target: str) -> Iterator[Path]:
    """Yield the files of the corpus."""
    yield from sorted((CORPUS / target).iterdir())


def seeds(target: str) -> Iterator[bytes]:
    """Yield the fuzzer's first inputs beside the corpus: samples of other tests."""
    if target == "url":
        yield from (one.encode() for one in URLS)
        return
    for file in sorted(SAMPLES.glob("*_samples/*.json")):
        for number, name in enumerate(NAMES):
            if file.name.startswith(name) or "page" in file.name:
                yield bytes([number]) + file.read_bytes()
