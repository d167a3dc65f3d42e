"""Names of the columns that a bulk lookup adds to those of its input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def free_names(names: Sequence[str], present: Iterable[str]) -> list[str]:
    """Return the names of added columns: ``lix_NAME`` or ``lix_NAME_2`` if NAME is taken.

    A name that differs from another one in case alone is taken too: databases, CRMs and many
    spreadsheet tools match headers in any case.
    """
    used = {name.casefold() for name in present}
    found = []
    for name in names:
        free = name if name.casefold() not in used else f"lix_{name}"
        number = 1
        while free.casefold() in used:
            number += 1
            free = f"lix_{name}_{number}"
        used.add(free.casefold())
        found.append(free)
    return found
