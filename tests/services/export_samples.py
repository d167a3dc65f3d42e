"""Rows to export, and readers of the exported files."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

from lix_tui.api.models.elements import KINDS, read_element
from lix_tui.services.export.export_row import ExportRow
from lix_tui.services.export.search_rows import row_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

ADA: dict[str, object] = {
    "name": "Ada Berg",
    "description": "Engineer at Foxbank",
    "location": "Malmö",
    "link": "https://www.linkedin.com/in/ada-berg",
    "salesNavLink": "https://www.linkedin.com/sales/lead/ACwAAAB1234567890abcdefghijklmnopqrstuv",
    "numOfConnections": "500",
    "premium": True,
    "skills": [{"name": "Python"}, {"name": "SQL"}, {"name": "Go; C"}],
    "experience": [
        {
            "title": "Engineer",
            "organisation": {"name": "Foxbank"},
            "timePeriod": {"startedOn": {"year": 2021, "month": 4}, "endedOn": {}},
        },
        {
            "title": "Intern",
            "organisation": {"name": "Owl"},
            "dateStarted": "2019",
            "dateEnded": "March 2021",
        },
    ],
    "education": [{"institutionName": "Lund", "degree": "MSc", "dateStarted": "2014"}],
    "unheardOf": {"kept": [1, None, "ö"]},
}
BO: dict[str, object] = {"name": "Bo Lind", "link": "https://www.linkedin.com/in/bo-lind"}
JOB: dict[str, object] = {"title": "Baker", "jobPostingId": "3900512190", "applies": 7}
ORG: dict[str, object] = {"name": "Foxbank", "followers": 12345, "salesNavId": "99"}
POST: dict[str, object] = {"urn": "urn:li:activity:7100000000000000000", "text": "one\ntwo"}


def rows(*values: Mapping[str, object], endpoint: str = "people_search") -> list[ExportRow]:
    words = {"people_search": "person", "jobs_search": "job", "posts_search": "post"}
    kind = words.get(endpoint, "organisation")
    return [row_of(kind, read_element(KINDS[endpoint], dict(value))) for value in values]


def every_kind() -> list[ExportRow]:
    return [
        *rows(ADA),
        *rows(JOB, endpoint="jobs_search"),
        *rows(ORG, endpoint="orgs_search"),
        *rows(POST, endpoint="posts_search"),
    ]


def read_back(path: Path) -> list[dict[str, object]]:
    """Return the rows of an exported table by their columns' ids; empty cells are left out."""
    form = path.suffix[1:]
    if form == "csv":
        with path.open(newline="", encoding="utf-8") as stream:
            found: list[dict[str, object]] = [dict(row) for row in csv.DictReader(stream)]
    elif form == "json":
        found = json.loads(path.read_text(encoding="utf-8"))
    elif form == "jsonl":
        found = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    elif form == "parquet":
        from pyarrow import parquet

        found = parquet.read_table(path).to_pylist()
    else:
        heading, *lines = sheet_of(path)
        found = [{str(heading[place]): cell for place, cell in line.items()} for line in lines]
    return [{key: cell for key, cell in row.items() if cell not in (None, "")} for row in found]


def heading_of(path: Path) -> list[str]:
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as stream:
            return next(csv.reader(stream))
    if path.suffix == ".parquet":
        from pyarrow import parquet

        names: list[str] = parquet.read_schema(path).names
        return names
    if path.suffix == ".md":
        first, _, _ = path.read_text().partition("\n")
        return [cell.strip() for cell in first.strip("|").split("|")]
    return [str(cell) for cell in sheet_of(path)[0].values()]


def sheet_of(path: Path) -> list[dict[int, object]]:
    """Return the cells of the sheet by their columns' numbers, a row each.

    Formulas stop the reading.
    """
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        dates = _date_styles(ElementTree.fromstring(archive.read("xl/styles.xml")))
    found: list[dict[int, object]] = []
    for row in root.iter(f"{MAIN}row"):
        cells: dict[int, object] = {}
        for cell in row:
            assert cell.find(f"{MAIN}f") is None, "a formula"
            value, form = _value(cell), dates.get(cell.attrib.get("s", "0"))
            if form is not None:
                assert isinstance(value, int)
                value = str(date(1899, 12, 30) + timedelta(value))[: len(form)]
            cells[_column(cell.attrib["r"])] = value
        found.append(cells)
    return found


def _date_styles(styles: ElementTree.Element) -> dict[str, str]:
    """Return the formats of dates by the number of their style."""
    formats = {
        form.attrib["numFmtId"]: form.attrib["formatCode"] for form in styles.iter(f"{MAIN}numFmt")
    }
    cells = styles.find(f"{MAIN}cellXfs")
    assert cells is not None
    numbers = [cell.attrib["numFmtId"] for cell in cells]
    return {
        str(place): formats[number] for place, number in enumerate(numbers) if number in formats
    }


def _column(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: ElementTree.Element) -> object:
    form = cell.attrib.get("t", "n")
    if form == "inlineStr":
        (holder,) = cell
        assert [part.tag for part in holder] == [f"{MAIN}t"], "markup of its own"
        return holder[0].text
    text = cell.findtext(f"{MAIN}v") or ""
    return text == "1" if form == "b" else int(text)
