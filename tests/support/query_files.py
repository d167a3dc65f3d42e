"""Files of saved queries."""

from __future__ import annotations

from tempfile import NamedTemporaryFile

from lix_tui.services.queries.saved_queries import NamedQuery, read_file


def read_toml_query(text: str) -> NamedQuery:
    """Write a text to a TOML file and read the query in it. Raises QueryError."""
    with NamedTemporaryFile(suffix=".toml") as file:
        file.write(text.encode())
        file.flush()
        named = read_file(file.name)
    assert named is not None
    return named
