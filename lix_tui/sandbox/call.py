"""One call of an endpoint, with its parameters read and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from urllib.parse import parse_qsl

from lix_tui.sandbox.endpoints import SandboxEndpoint
from lix_tui.sandbox.errors import params_invalid

_BARE_LINK = re.compile(r"(?:^|&)(?:url|profile_link|linkedin_url|sales_nav_url)=https?://")
_NUMBER = re.compile(r"[0-9]{1,9}")
_HALF = re.compile("[\ud800-\udfff]")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Call:
    """A call that may be answered. ``sequence`` is the id that was sent, or a new one."""

    endpoint: SandboxEndpoint
    params: Mapping[str, str]
    body: object
    sequence: str

    @property
    def viewer(self) -> str | None:
        """Id of the account that the request is made as; None without a viewer."""
        return self.params.get("viewer_id") or None

    @property
    def order(self) -> str:
        """Seed of the order of results: the viewer if there is one, else the sequence id."""
        return f"viewer {self.viewer}" if self.viewer else self.sequence

    def number(self, name: str, default: int) -> int:
        """Return a numeric parameter.

        Raises:
            ApiError: 400, the value isn't a whole number from 0 to 999999999.

        """
        text = self.params.get(name)
        if text is None:
            return default
        if not _NUMBER.fullmatch(text):
            message = f"{name} must be a whole number"
            raise params_invalid(message)
        return int(text)


@dataclass(frozen=True, slots=True)
class Answer:
    """JSON body and status of an answer; ``paid`` is True if it costs a credit."""

    body: Mapping[str, object] | Sequence[object]
    status: int = 200
    charged: bool = True


def read_query(raw: str) -> dict[str, str]:
    """Return the parameters of a query, form-decoded; the first of equal names counts."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(raw, keep_blank_values=True, errors="replace"):
        found.setdefault(name, value)
    return found


def check_params(endpoint: SandboxEndpoint, params: Mapping[str, str], raw: str) -> None:
    """Check that the parameters are those of the endpoint.

    A LinkedIn link that was not percent-encoded breaks apart at its first ``&``, as on the real
    server; its remains are then not taken for foreign parameters.

    Raises:
        ApiError: 400, naming the parameter.

    """
    foreign = sorted(params.keys() - endpoint.parameters)
    if foreign and not _BARE_LINK.search(raw):
        message = f"{foreign[0]} is not a parameter of this endpoint"
        raise params_invalid(message)
    for name in endpoint.required:
        if not params.get(name) and name != "query":
            message = f"{name} is required"
            raise params_invalid(message)
    if "query" in endpoint.required and "query" not in params:
        raise params_invalid("query is required")
    given = [name for name in endpoint.one_of if params.get(name)]
    if endpoint.one_of and len(given) != 1:
        message = f"exactly one of {', '.join(endpoint.one_of)} is required"
        raise params_invalid(message)


def read_json(content_type: str, body: bytes) -> object:
    """Return a JSON body; None when there is none.

    Raises:
        ApiError: 400, the body isn't declared as JSON, isn't JSON, or is nested too deep.

    """
    if not body:
        return None
    if not content_type.lower().startswith("application/json"):
        raise params_invalid("Content-Type must be application/json")
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        raise params_invalid("the body is not valid JSON") from None
    if not _can_be_written(found, _DEEPEST):
        raise params_invalid("the body is not valid JSON")
    return found


def _can_be_written(value: object, room: int) -> bool:
    """Return True if a value is valid JSON: no NaN, no lone surrogate, not nested too deep.

    ``room`` is how many more levels there may be.
    """
    match value:
        case str():
            return _HALF.search(value) is None
        case float():
            return isfinite(value)
        case list():
            return room > 0 and all(_can_be_written(item, room - 1) for item in value)
        case dict():
            keys_too = (*value.keys(), *value.values())
            return room > 0 and all(_can_be_written(item, room - 1) for item in keys_too)
    return True
