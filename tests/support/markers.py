"""Answers in which every field of a model has a marker of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import get_args, get_origin

from lix_tui.api.models.base import JsonObject, LixModel
from lix_tui.api.models.career import DateParts, Tenure


@dataclass
class Markers:
    """Maker of marked JSON, with the text that each field must be shown as."""

    expected: dict[str, str] = field(default_factory=dict)
    """Text by path of the field, in lower case and without thousands separators."""
    flags: list[tuple[str, ...]] = field(default_factory=list)
    """Paths of yes-or-no fields, which have no marker; numbers are places in a list."""
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def filled(self, model: type[LixModel], path: tuple[str, ...] = ()) -> JsonObject:
        """Return a JSON object with a value for every field of a model."""
        number = next(self._numbers)
        if model is DateParts:
            self.expected[".".join(path)] = f"{number % 28 + 1} mar {1920 + number}"
            return {"year": 1920 + number, "month": 3, "day": number % 28 + 1}
        if model is Tenure:
            self.expected[".".join(path)] = f"{100 + number} yrs 7 mos"
            return {"years": 100 + number, "months": 7}
        return {
            (info.alias or name): self._value(info.annotation, (*path, info.alias or name))
            for name, info in model.model_fields.items()
        }

    def marker(self, path: tuple[str, ...]) -> str:
        """Return a new text, expected on screen for the field at a path."""
        text = f"mk{next(self._numbers):04}x"
        self.expected[".".join(path)] = text
        return text

    def _value(self, annotation: object, path: tuple[str, ...]) -> object:
        kinds = get_args(annotation) or (annotation,)
        if get_origin(annotation) is tuple:
            return [self._single(kinds[0], (*path, str(place))) for place in range(2)]
        return self._single(next(kind for kind in kinds if kind is not type(None)), path)

    def _single(self, kind: object, path: tuple[str, ...]) -> object:
        if isinstance(kind, type) and issubclass(kind, LixModel):
            return self.filled(kind, path)
        if kind is bool:
            self.flags.append(path)
            return True
        if kind is int:
            number = 70_000 + next(self._numbers)
            self.expected[".".join(path)] = str(number)
            return number
        if kind is str:
            return self.marker(path)
        number = next(self._numbers)  # a date with its time
        self.expected[".".join(path)] = f"2019-03-{number % 28 + 1:02}"
        return f"2019-03-{number % 28 + 1:02}T10:20:00Z"


def marked_leaves(value: object, markers: Markers, path: tuple[str, ...] = ()) -> object:
    """Return JSON with every text 'mk' replaced by a marker of its own."""
    if isinstance(value, dict):
        return {name: marked_leaves(part, markers, (*path, name)) for name, part in value.items()}
    if isinstance(value, list):
        return [marked_leaves(part, markers, (*path, str(n))) for n, part in enumerate(value)]
    return markers.marker(path) if value == "mk" else value


def without(value: object, path: tuple[str, ...]) -> object:
    """Return JSON without the field at a path."""
    name, *rest = path
    if isinstance(value, list):
        place = int(name)
        return [without(part, tuple(rest)) if n == place else part for n, part in enumerate(value)]
    assert isinstance(value, dict)
    if not rest:
        return {key: part for key, part in value.items() if key != name}
    return {key: without(part, tuple(rest)) if key == name else part for key, part in value.items()}
