"""Formats of an export, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lix_tui.services.export.errors import ExportError

INSTALL = 'pip install "lix-tui[export]"'
"""Command that installs the libraries of some formats."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format; its name is also the ending of its files."""

    name: str
    label: str
    binary: bool = False
    whole: bool = False
    """True if it contains whole records unless columns are chosen."""
    module: str = ""
    """Module that it needs, installed by an extra."""
    library: str = ""
    """Name of that module's package."""


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
    """Return the format of a file by its ending, else ``form``, else ``default``.

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
    """Return the sentence for a format whose library isn't installed."""
    found = FORMATS[form]
    return ExportError(f"{found.label} needs {found.library}, which {INSTALL} installs.")


def check_installed(form: str) -> None:
    """Raise ExportError, with the command that installs it, when a format's library is missing."""
    module = FORMATS[form].module
    if module and find_spec(module) is None:
        raise missing_extra(form)
