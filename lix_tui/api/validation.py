"""Refuses a request that the docs would not allow, before it takes a slot."""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.api.endpoints import Endpoint
from lix_tui.api.errors import ParamsInvalid


def check(entry: Endpoint, params: Mapping[str, str], body: Mapping[str, object] | None) -> None:
    """Raise ParamsInvalid when a parameter or body field is missing, foreign or one too many.

    An empty parameter counts as missing.
    """
    problem = _problem(entry, params, body)
    if problem:
        message = f"{entry.name} {problem}"
        raise ParamsInvalid(message, endpoint=entry.name)


def _problem(
    entry: Endpoint, params: Mapping[str, str], body: Mapping[str, object] | None
) -> str | None:
    for name in entry.required:
        if not params.get(name):
            return f"needs {name}"
    for name in params:
        if name not in entry.parameters:
            return f"takes no {name}"
    if entry.one_of and sum(bool(params.get(name)) for name in entry.one_of) != 1:
        return f"needs exactly one of {', '.join(entry.one_of)}"
    if not entry.body_fields:
        return None if body is None else "takes no body"
    if body is None or not body.get(entry.body_fields[0]):
        return f"needs {entry.body_fields[0]} in its body"
    for name in body:
        if name not in entry.body_fields:
            return f"takes no {name} in its body"
    return None
