"""Decoding of any body, and checks of the result."""

from __future__ import annotations

import json

from pydantic import BaseModel

from lix_tui.api.decoders import decode
from lix_tui.api.errors import BadBody
from lix_tui.api.models.search import SearchPage
from lix_tui.text import clean


def check_model(model: BaseModel) -> None:
    """Read every property, as a screen may, and assert that each text is clean."""
    for kind in type(model).__mro__:
        if kind.__module__.startswith("lix_tui"):
            for name, member in vars(kind).items():
                if isinstance(member, property):
                    getattr(model, name)
    todo: list[object] = [model.model_dump(mode="python")]
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            assert clean(part) == part
        elif isinstance(part, dict):
            todo += [*part.keys(), *part.values()]
        elif isinstance(part, list | tuple):
            todo += part


def decode_and_check(endpoint: str, body: bytes) -> None:
    """Decode a body and check all of it, unless it is refused as bad."""
    try:
        answer = decode(endpoint, body)
    except BadBody:
        return
    if isinstance(answer, SearchPage):
        for element in answer.elements:
            assert element.key
            check_model(element.record)
            json.dumps(element.value)
    elif isinstance(answer, BaseModel):
        check_model(answer)
