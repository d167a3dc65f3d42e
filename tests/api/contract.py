"""Comparison of a sample with its decoded model: no field lost, none of another type."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel
from pydantic.alias_generators import to_snake

HERE = Path(__file__).parent

_NUMBERS = """articleFollowers connectionDegree consecutiveActiveDays dailyAvailable
    dailyTotal hourlyAvailable hourlyTotal remaining used weeklyLimit count day defaultDBID emailBalance employeeCount
    followerCount followers foundedYear jobOpeningsCount liEmployeeCount linkedInBalance
    lookcBalance month months numComments numOfConnections numOfEndorsement numSharedConnections
    numShares numberOfInvestmentRounds numberOfJobOpenings pastEmployeeCount position
    nextPageStartsAt recentPostsCount requestsRemaining savedListCount staffCount start total totalMessageCount unreadCount unreadMessageCount year yearFounded
    years"""
_FLAGS = """archived autoScraped enterprise groupChat read isCurrent isFreeEmailDomain liProfileIsDeleted org premium saved
    linkedInReady salesNavigatorReady standard topVoice"""
NUMBERS = frozenset(_NUMBERS.split())
"""Fields that are numbers in the docs, the data dictionary or a captured answer, however sent."""
FLAGS = frozenset(_FLAGS.split())
MOMENTS = frozenset(
    {"refreshesAt", "postedAt", "nextRefresh", "createdAt", "deliveredAt", "lastActivityAt"}
)

Names = Mapping[str, str | tuple[str, object]]
"""Place of a sample's field in the model, by a dot-separated path, and its value there if the model
converts the value."""


def sample_bytes(folder: str, name: str) -> bytes:
    """Return the body in a file of ``docs_samples`` or ``observed_samples``."""
    return (HERE / folder / f"{name}.json").read_bytes()


def sample(folder: str, name: str) -> dict[str, object]:
    """Return the sample as parsed JSON."""
    value = json.loads(sample_bytes(folder, name))
    assert isinstance(value, dict)
    return value


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield each value that isn't a filled object or list, with its path."""
    parts: list[tuple[str, object]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = [(str(index), item) for index, item in enumerate(value)]
    if not parts:
        yield path, value
    for name, part in parts:
        yield from leaves(part, f"{path}.{name}" if path else name)


def assert_complete(raw: object, model: object, names: Names | None = None) -> None:
    """Assert that each value of ``raw`` is in a declared field of the model, with its type."""
    todo = dict(names or {})
    for path, value in leaves(raw):
        entry = todo.pop(path, path)
        where, expected = entry if isinstance(entry, tuple) else (entry, _typed(path, value))
        found = _at(model, where)
        if expected in ({}, []):
            assert _is_empty(found), f"{path}: {found!r} is not empty"
            continue
        assert type(found) is type(expected), f"{path}: {found!r} is a {type(found).__name__}"
        if isinstance(found, datetime):
            assert found.tzinfo is not None, path
        else:
            assert found == expected, path
    assert not todo, f"not in the sample: {sorted(todo)}"


def _typed(path: str, value: object) -> object:
    """Return a value as its model holds it, by the type that the docs give its field."""
    name = path.rpartition(".")[2]
    if value is None or value in ({}, []):
        return value
    if name in MOMENTS:
        return datetime.min
    if name in NUMBERS:
        return int(str(value))
    if name in FLAGS:
        assert isinstance(value, bool)
        return value
    return str(value).strip()


def _at(model: object, path: str) -> object:
    """Return the value at a path; None for a field that the model doesn't declare."""
    for name in path.split("."):
        if isinstance(model, tuple):
            model = model[int(name)]
            continue
        snake = to_snake(name)
        if isinstance(model, BaseModel):
            aliases = {field.alias: own for own, field in type(model).model_fields.items()}
            own = aliases.get(name, snake)
            assert own in type(model).model_fields, f"{path}: {name} is not declared"
            snake = own
        assert hasattr(model, snake), f"{path}: no {snake} in {type(model).__name__}"
        model = getattr(model, snake)
    return model


def _is_empty(found: object) -> bool:
    return found in (None, ()) or found == type(found)()
