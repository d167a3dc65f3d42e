"""The export dialog for the rows of a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lix_tui.screens.dialogs.export import ExportScreen
from lix_tui.services.export.search_rows import ElementRows, default_columns, record_kind

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.bulk_actions import RowsSource
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.services.search.session import SearchSession


def export_results(screen: LixScreen, results: SearchResultsPane, source: RowsSource) -> None:
    """Open the export of the marked rows, or of all loaded rows if none is marked."""
    session, marked = results.session, results.marked_elements()
    if session is None or not session.elements:
        from lix_tui.services.search.progress_words import no_rows_words

        screen.report(no_rows_words(session, "export"), problem=True)
    else:
        loaded = [results.join.element(element) for element in session.elements]
        screen.app.push_screen(_export_screen(session, loaded, marked, source.rows_words))


def _export_screen(
    session: SearchSession, loaded: Sequence[Element], marked: Sequence[Element], about: str
) -> ExportScreen:
    """Return the dialog that exports the marked rows, or all loaded ones if none is marked.

    ``about`` is the query of the rows in words.
    """
    kind = session.kind
    rows = ElementRows(kind, marked or loaded)
    noun = kind.singular if len(rows) == 1 else kind.plural
    return ExportScreen(
        rows,
        f"{len(rows):,} {'marked' if marked else 'loaded'} {noun}",
        name=session.query.title or kind.name,
        about=f"From {about}",
        kinds=(record_kind(kind),),
        usual=lambda form: default_columns(form, kind),
    )
