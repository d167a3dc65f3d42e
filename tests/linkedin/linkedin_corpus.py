"""The real URLs the tests read, and the strategies that make awkward text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st


class Sample(NamedTuple):
    kind: str
    url: str
    note: str


def _samples() -> list[Sample]:
    lines = (Path(__file__).parent / "data" / "urls.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Sample(row["kind"], row["url"], row.get("note", "")) for row in rows]


SAMPLES = _samples()
URLS = [sample.url for sample in SAMPLES]
MALFORMED = [sample for sample in SAMPLES if sample.note.startswith("MALFORMED")]
SEARCHES = [
    sample
    for sample in SAMPLES
    if sample.kind
    in ("sales_people", "sales_company", "people", "jobs", "posts", "companies", "recruiter")
    and sample not in MALFORMED
]

AWKWARD = st.text(
    st.sampled_from("()':,%+&\"/#?=!*~ .-_aZ09éß漢ي🙂\u200e\u0301"), min_size=1, max_size=12
)
"""Text from the characters that go wrong in URLs."""

WORDS = AWKWARD | st.text(min_size=1, max_size=12)
