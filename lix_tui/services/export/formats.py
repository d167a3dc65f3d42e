"""The formats of an export, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lix_tui.services.export.errors import ExportError

INSTALL = 'pip install "lix-tui[export]"'
"""What installs the libraries that some formats need."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format; its name is the suffix of its files too."""

    name: str
    label: str
    binary: bool = False
    whole: bool = False
    """Whether it holds whole records, unless columns are chosen."""
    module: str = ""
    """The module that it needs, which only an extra installs."""
    library: str = ""
    """What that module's package is called."""


FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("jsonl", "JSON lines", whole=True),
        Format("json", "JSON", whole=True),
        Format("csv", "CSV"),
        Format("md", "Markdown"),
        Format("xlsx", "XLSX", binary=True, module="xlsxwriter", library="XlsxWriter"),
        Format("parquet", "Parquet", binary=True, module="pyarrow", library="pyarrow"),
    )
}
"""By name."""


ENDINGS: Mapping[str, str] = {**{name: name for name in FORMATS}, "ndjson": "jsonl"}
"""Formats by the ending of a file's name."""


def chosen_format(path: Path | None, form: str | None, default: str) -> str:
    """Return the format of a file: its ending tells, else ``form``, else ``default``.

    Raises ExportError when ending and ``form`` contradict each other.
    """
    told = None if path is None else ENDINGS.get(path.suffix.lower().removeprefix("."))
    if path is not None and told is not None and form not in (None, told):
        message = (
            f"{path.name} ends in {path.suffix} and --format says {form}; leave --format out or "
            "choose another ending."
        )
        raise ExportError(message)
    return told or form or default


def missing_extra(form: str) -> ExportError:
    """Return the sentence for a format whose library is not there."""
    found = FORMATS[form]
    return ExportError(f"{found.label} needs {found.library}, which {INSTALL} installs.")


def check_installed(form: str) -> None:
    """Raise ExportError, with the command that installs it, when a format's library is missing."""
    module = FORMATS[form].module
    if module and find_spec(module) is None:
        raise missing_extra(form)
