"""Names of the columns that a bulk lookup adds, beside those of the input."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lix_tui.services.export.chosen_columns import ChosenColumns
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.runs.added_columns import added_columns, added_headers
from lix_tui.services.runs.column_names import free_names


@pytest.mark.parametrize(
    ("taken", "names", "found"),
    [
        (["Name"], ["email"], ["email"]),
        (["email"], ["email"], ["lix_email"]),
        (["Email"], ["email"], ["lix_email"]),
        (["EMAIL", "Lix_Email"], ["email"], ["lix_email_2"]),
        (["Email", "LIX_EMAIL", "Lix_email_2"], ["email"], ["lix_email_3"]),
        (["LIX_STATUS"], ["lix_status", "lix_note"], ["lix_lix_status", "lix_note"]),
        ([], ["title", "Title", "TITLE"], ["title", "lix_Title", "lix_TITLE_2"]),
        (["STRASSE"], ["straße"], ["lix_straße"]),
    ],
)
def test_a_name_that_differs_in_case_alone_is_taken(
    taken: Sequence[str], names: Sequence[str], found: Sequence[str]
) -> None:
    assert free_names(names, taken) == found


@pytest.mark.parametrize(
    ("rename", "columns", "is_free"),
    [
        (("email", "Email"), ["Link"], True),
        (("email", "Email"), ["Email"], False),
        (("email", "EMAIL"), ["Email"], False),
        (("email", "Email_Status"), ["Link"], False),
        (("email", "LIX_NOTE"), ["Link"], False),
        (("email_status", "lix_email"), ["Email"], False),
        (("email_status", "lix_email"), ["Link"], True),
        (("email", "lix_email"), ["Email"], True),
        (("lix_note", "Note"), ["note"], False),
    ],
)
def test_a_chosen_header_is_written_or_refused(
    rename: tuple[str, str], columns: Sequence[str], *, is_free: bool
) -> None:
    added = added_columns(["email"], None)
    chosen = ChosenColumns(renames=(rename,))
    if is_free:
        assert added_headers(added, chosen, columns)[rename[0]] == rename[1]
        return
    with pytest.raises(ColumnError, match="is that of another column already"):
        added_headers(added, chosen, columns)
