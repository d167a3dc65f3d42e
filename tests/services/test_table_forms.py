"""Tables to paste run nothing and keep their shape."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from lix_tui.api.models.elements import KINDS, read_element
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.presets import Preset, Presets
from lix_tui.services.export.search_rows import ElementRows
from lix_tui.services.export.table_copy import table_forms
from lix_tui.services.kinds import PEOPLE
from tests.services.export_samples import ADA
from tests.services.export_samples import rows as samples

HOSTILE: list[dict[str, object]] = [
    {"name": '=HYPERLINK("x")', "description": "a\tb\nc | d", "link": "https://www.linkedin.com/in/a"},
    {"name": "+1", "description": '"quoted"', "link": "https://www.linkedin.com/in/b"},
]  # fmt: skip


def read(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def made(rows: Sequence[ExportRow], label: str, presets: Presets | None = None) -> str:
    """Return the text of the table with a label."""
    forms = table_forms(rows, ("name", "headline"), "all", presets or Presets())
    (make,) = [form.make for form in forms if form.label == label]
    assert make is not None
    return make()


def test_hostile_cells() -> None:
    elements = [read_element(KINDS["people_search"], raw) for raw in HOSTILE]
    rows = ElementRows(PEOPLE, elements)
    table = read(made(rows, "TSV"), "\t")
    assert table[0] == ["Name", "Headline"]
    assert [row[0] for row in table[1:]] == ['\'=HYPERLINK("x")', "'+1"]
    assert [row[1] for row in table[1:]] == ["a b c | d", '"quoted"']
    assert read(made(rows, "CSV"), ",") == [["name", "headline"], *table[1:]]
    markdown = made(rows, "Markdown").splitlines()
    assert markdown[2].endswith("(https://www.linkedin.com/in/a) | a b c \\| d |")
    assert len(markdown) == 4
    assert table_forms([], ("name",), "no rows", Presets()) == []


def test_presets_are_copied_with_their_headers() -> None:
    presets = Presets([
        Preset("mine", ("career", "link"), {"link": "URL"}, is_own=True),
        Preset("broken", ("nmae",), is_own=True),
        Preset("of jobs", ("title",), {}, ("job",), is_own=True),
    ])  # fmt: skip
    people = samples(ADA)
    labels = [form.label for form in table_forms(people, (), "all", presets)]
    assert "CSV · CRM contact" in labels
    assert not {label for label in labels if "broken" in label or "job" in label}
    contact = read(made(people, "CSV · CRM contact", presets), ",")
    assert contact[0][:2] == ["First Name", "Last Name"]
    assert contact[1][:2] == ["Ada", "Berg"]
    mine = read(made(people, "TSV · mine", presets), "\t")
    assert mine[0] == ["Title 1", "Company 1", "From 1", "To 1", "Title 2", "Company 2", "From 2",
                       "To 2", "URL"]  # fmt: skip
