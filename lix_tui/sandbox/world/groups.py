"""Groups that people may be members of."""

from __future__ import annotations

from collections.abc import Mapping

GROUPS: Mapping[str, str] = {
    "5119103": "Mobile Integration Cloud Services",
    "700001": "Sandbox Recruiters",
    "700002": "Product People of the North",
    "700003": "Data Engineering Exchange",
}
"""Names by id; the first is a real pair from a public link, the others are invented."""
