"""The parameters of a LinkedIn search link."""

from __future__ import annotations

from lix_tui.linkedin.target import Target


def values(target: Target, *names: str) -> tuple[str, ...]:
    """Return the values of the first of the parameters that has any."""
    for name in names:
        value = target.params.get(name)
        if value:
            return (value,) if isinstance(value, str) else value
    return ()
