"""Inputs that the fuzzer has found, tried without the fuzzer."""

from __future__ import annotations

import pytest

from tests.fuzzing.__main__ import MOST
from tests.fuzzing.targets import TARGETS, corpus_files, seeds, url


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus_breaks_nothing(target: str) -> None:
    files = list(corpus_files(target))
    assert 100 < len(files) <= MOST
    for data in (*(file.read_bytes() for file in files), *seeds(target)):
        TARGETS[target](data)


def test_a_link_with_what_cannot_be_printed_is_spelled_as_browsers_send_it() -> None:
    url(b"https://www.linkedin.com/search/results/people/?firstName=Oth\x00\x1b[2Jer&lastName=G")
