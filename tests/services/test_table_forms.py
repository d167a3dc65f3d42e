"""Tables to paste run nothing and keep their shape."""

from __future__ import annotations

import csv

from lix_tui.api.models.elements import KINDS, read_element
from lix_tui.services.kinds import PEOPLE
from lix_tui.services.search.table_copy import table_forms, table_text

HOSTILE: list[dict[str, object]] = [
    {"name": '=HYPERLINK("x")', "description": "a\tb\nc | d", "link": "https://www.linkedin.com/in/a"},
    {"name": "+1", "description": '"quoted"', "link": "https://www.linkedin.com/in/b"},
]  # fmt: skip


def test_hostile_cells() -> None:
    elements = [read_element(KINDS["people_search"], raw) for raw in HOSTILE]
    text = table_text("TSV", PEOPLE, ("name", "headline"), elements)
    rows = list(csv.reader(text.splitlines(), delimiter="\t"))
    assert rows[0] == ["Name", "Headline"]
    assert [row[0] for row in rows[1:]] == ['\'=HYPERLINK("x")', "'+1"]
    assert [row[1] for row in rows[1:]] == ["a b c | d", '"quoted"']
    markdown = table_text("Markdown", PEOPLE, ("headline",), elements).splitlines()
    assert markdown[2] == "| [a b c \\| d](https://www.linkedin.com/in/a) |"
    assert len(markdown) == 4
    assert table_forms(PEOPLE, ("name",), [], "no rows") == []
