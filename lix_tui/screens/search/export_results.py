"""The export dialog for the rows of a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.services.export.search_rows import ElementRows, record_kind, usual_columns

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.search.session import SearchSession


def export_screen(session: SearchSession, marked: Sequence[Element], about: str) -> ExportScreen:
    """Return the dialog that writes the marked rows, or all loaded ones where none is marked.

    ``about`` is the query of the rows in words.
    """
    kind = session.kind
    rows = ElementRows(kind, marked or session.elements)
    noun = kind.singular if len(rows) == 1 else kind.plural
    return ExportScreen(
        rows,
        f"{len(rows):,} {'marked' if marked else 'loaded'} {noun}",
        name=session.query.title or kind.name,
        about=f"From {about}",
        kinds=(record_kind(kind),),
        usual=lambda form: usual_columns(form, kind),
    )
