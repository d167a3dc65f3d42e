"""From the bytes of an answer to its model, for fresh and for stored answers alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pydantic import ValidationError

from lix_tui.api.errors import BadBody
from lix_tui.api.models.account import Balances, DailyAllowance
from lix_tui.api.models.base import LixModel
from lix_tui.api.models.person import Person
from lix_tui.api.models.search import SearchPage, read_object, read_page

SEARCHES = frozenset({"people_search", "sales_search"})
_MODELS: Mapping[str, type[LixModel]] = {
    "balances": Balances,
    "daily_allowance": DailyAllowance,
    "person": Person,
}


def decode(endpoint: str, body: bytes) -> object:
    """The model of an answer. Raises BadBody when the body is not what it should be."""
    if endpoint in SEARCHES:
        return read_page(endpoint, body)
    return _read(endpoint, body, _MODELS[endpoint])


def decode_page(endpoint: str, body: bytes) -> SearchPage:
    """A page of a search. Raises BadBody as decode does."""
    return read_page(endpoint, body)


def decode_person(body: bytes) -> Person:
    """A profile. Raises BadBody as decode does."""
    return cast("Person", decode("person", body))


def _read(endpoint: str, body: bytes, model: type[LixModel]) -> LixModel:
    answer = read_object(endpoint, body)
    try:
        return model.model_validate(answer)
    except ValidationError as error:
        what = f"The answer has a part that cannot be read ({error.errors()[0]['loc']})"
        raise BadBody(what, endpoint=endpoint, status=200) from None
