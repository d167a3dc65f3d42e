"""Number ranges of account filters: chips, units, and reading of typed text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lix_tui.linkedin.facets import closed_values, label
from lix_tui.linkedin.filters import Range, read_number
from lix_tui.services.queries.builder.fields import Chip

if TYPE_CHECKING:
    from lix_tui.services.queries.builder.fields import FilterField

DEPARTMENTS = "FUNCTION"
"""Closed set of departments, which are LinkedIn's functions."""
DEFAULT_CURRENCY = "USD"
RADII = ("10", "25", "50", "100")
"""Radii that are offered around a postal code; other radii of URLs stay."""
_CURRENCY = re.compile(r"[A-Z]{3}")
_MILLIONS = frozenset({"ANNUAL_REVENUE"})
_PERCENT = frozenset({"COMPANY_HEADCOUNT_GROWTH", "DEPARTMENT_HEADCOUNT_GROWTH"})


def unit_of(field: FilterField) -> str:
    """Return the unit of a range: millions, percent or people."""
    if field.id in _MILLIONS:
        return "millions"
    return "percent" if field.id in _PERCENT else "people"


def range_chip(field: FilterField, limits: Range, option: str | None) -> Chip:
    """Return the chip of a range; ``option`` is its currency or department."""
    sign = "%" if unit_of(field) == "percent" else ""
    tail = f" million {option or ''}".rstrip() if unit_of(field) == "millions" else ""
    low, high = (None if end is None else f"{end:,}{sign}" for end in (limits.min, limits.max))
    if low is not None and high is not None:
        words = f"{low} to {high}{tail}"
    elif low is not None:
        words = f"{low}{tail} or more"
    else:
        words = f"up to {high}{tail}" if high is not None else "any number"
    if field.sub_filter == "function" and option:
        words = f"{label(DEPARTMENTS, option) or option}: {words}"
    return Chip(words, limits=limits, option=option)


def read_range(field: FilterField, low: str, high: str, option: str) -> Chip:
    """Return the chip of typed numbers. Raises ValueError with a sentence for the user."""
    limits = Range(_number(low, "From"), _number(high, "To"))
    if limits.min is None and limits.max is None:
        message = "Type a number in From, in To, or in both."
        raise ValueError(message)
    if limits.min is not None and limits.max is not None and limits.min > limits.max:
        message = f"From ({limits.min:,}) is larger than To ({limits.max:,}). Swap them."
        raise ValueError(message)
    if unit_of(field) != "percent" and any((end or 0) < 0 for end in (limits.min, limits.max)):
        message = "This number can't be negative. Type 0 or more."
        raise ValueError(message)
    return range_chip(field, limits, _option(field, option))


def _option(field: FilterField, text: str) -> str | None:
    """Return the sub-filter for a typed currency or chosen department. Raises ValueError."""
    if field.sub_filter == "currency":
        code = text.strip().upper() or DEFAULT_CURRENCY
        if not _CURRENCY.fullmatch(code):
            message = (
                f"'{text.strip()[:20]}' isn't a currency code. Use three letters, such as EUR."
            )
            raise ValueError(message)
        return code
    if field.sub_filter == "function":
        if text not in {value.id for value in closed_values(DEPARTMENTS) or ()}:
            message = "Choose a department in the list."
            raise ValueError(message)
        return text
    return None


def _number(text: str, name: str) -> int | float | None:
    plain = text.strip().replace(",", "").removesuffix("%").strip()
    if not plain:
        return None
    number = read_number(plain)
    if number is None:
        message = f"'{text.strip()[:20]}' in {name} isn't a number. Use digits, such as 50."
        raise ValueError(message)
    return number


def radius_chip(radius: str | None) -> Chip:
    """Return the chip of the radius around the postal codes of a filter."""
    words = f"within a radius of {radius}" if radius else "without a radius"
    return Chip(words, option=radius or "")


def next_radius(chip: Chip) -> Chip:
    """Return the chip of the next offered radius; after the largest one, of none."""
    number = read_number(chip.option) or 0
    return radius_chip(next((radius for radius in RADII if float(radius) > number), None))
