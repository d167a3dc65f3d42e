"""Parts of the address of a search page: texts, numbers and the other parameters."""

from __future__ import annotations

import re

from lix_tui.linkedin.address import Address
from lix_tui.linkedin.parameters import read_parameter
from lix_tui.linkedin.percent import decode, decode_form

SALES_PAGES = {"sales_people": "/sales/search/people", "sales_company": "/sales/search/company"}
_SMALL_NUMBER = re.compile(r"[0-9]{1,9}")


def text_parameter(address: Address, name: str) -> str | None:
    """Return the decoded text of a parameter; None when it is missing or empty."""
    value = address.value(name)
    return decode_form(value) if value else None


def number_parameter(address: Address, name: str) -> int | None:
    """Return a parameter as a whole number of at most nine digits; None for anything else."""
    text = decode(address.value(name) or "")
    return int(text) if _SMALL_NUMBER.fullmatch(text) else None


def other_parameters(
    kind: str, address: Address, known: tuple[str, ...]
) -> dict[str, str | tuple[str, ...]]:
    """Return the decoded parameters except those in `known`; repeated lists are joined."""
    rest: dict[str, str | tuple[str, ...]] = {}
    for item in address.parameters:
        name = item.name
        number = name in ("page", "start") and number_parameter(address, name) is not None
        if not name or name in known or number:
            continue
        value, earlier = read_parameter(kind, name, item.value), rest.get(name)
        if earlier is None:
            rest[name] = value
        elif isinstance(earlier, tuple) and isinstance(value, tuple):
            rest[name] = earlier + value
    return rest
