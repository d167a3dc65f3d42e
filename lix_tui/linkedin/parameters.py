"""Parameters of LinkedIn's own search pages: shapes, and reading and writing of values.

The names and spellings are those of real URLs collected by public clients.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from lix_tui.linkedin.percent import decode, decode_form, encode_component, encode_text

_ID = re.compile(r"[A-Za-z0-9_.:-]+")

Shape = Literal["array", "list", "string", "text", "number", "flag"]
"""``array``: JSON array; ``list``: joined by commas; ``string``: JSON string; the rest: bare."""


def _shapes(**names: str) -> Mapping[str, Shape]:
    shapes: Mapping[str, tuple[Shape, ...]] = {
        "arrays": ("array",),
        "lists": ("list",),
        "strings": ("string",),
        "texts": ("text",),
        "numbers": ("number",),
        "flags": ("flag",),
    }
    return {name: shapes[group][0] for group, text in names.items() for name in text.split()}


PARAMETERS: Mapping[str, Mapping[str, Shape]] = {
    "people": _shapes(
        texts="keywords titleFreeText title firstName lastName company",
        arrays="geoUrn network currentCompany pastCompany industry schoolFilter profileLanguage "
        "serviceCategory facetNetwork facetGeoRegion facetCurrentCompany facetConnectionOf",
        strings="connectionOf schoolFreetext",
    ),
    "jobs": _shapes(
        texts="keywords location f_TPR f_SB2 sortBy locationId",
        lists="f_E f_JT f_WT f_C f_I f_TP",
        numbers="geoId distance",
        flags="f_AL f_WRA",
    ),
    "posts": _shapes(
        texts="keywords",
        strings="datePosted sortBy contentType",
        arrays="authorIndustry authorCompany authorJobTitle fromMember fromOrganization "
        "mentionsMember mentionsOrganization postedBy",
    ),
    "companies": _shapes(
        texts="keywords",
        arrays="companyHqGeo industryCompanyVertical companySize",
    ),
}
"""Every parameter that narrows a flagship search, by kind, old names included."""

SALES_PARAMETERS = frozenset(
    {"savedSearchId", "functionIncluded", "geoIncluded", "seniorityIncluded"}
)
"""Criteria beside ``query``: a saved search, and Sales Navigator's older flat form."""

RECRUITER_PARAMETERS = frozenset(
    {"searchContextId", "searchHistoryId", "searchRequestId", "savedSearch", "searchKeyword"}
)
"""Handles of a Recruiter search, and its keywords."""

KNOWN_NAMES = (
    frozenset(name for names in PARAMETERS.values() for name in names)
    | SALES_PARAMETERS
    | RECRUITER_PARAMETERS
    | {"query", "keywords"}
)
"""Names of all parameters that are criteria of any of LinkedIn's searches."""

NOISE = frozenset(
    [
        "origin",
        "sid",
        "searchId",
        "position",
        "heroEntityKey",
        "spellCorrectionEnabled",
        "trk",
        "trkEmail",
        "lipi",
        "lici",
        "sessionId",
        "searchSessionId",
        "_ntb",
        "viewAllFilters",
        "page",
        "start",
        "count",
        "pageNum",
        "refresh",
        "currentJobId",
        "trackingId",
        "trackingParam",
        "refId",
        "eBP",
        "midToken",
        "midSig",
        "otpToken",
        "logHistory",
        "rsLogId",
        "doFetchHeroCard",
        "doLogHistory",
        "originalSubdomain",
        "uiOrigin",
        "savedSearchAction",
        "decorationId",
        "q",
        "keywordOrigin",
        "originToLandingJobPostings",
        "searchRequestId",
    ]
)
"""Parameters about the visitor and the page, which aren't criteria of the search."""


def is_noise(name: str) -> bool:
    """Return True if a parameter isn't part of the search."""
    return name in NOISE or name.startswith("utm_")


def read_values(shape: Shape, value: str) -> tuple[str, ...]:
    """Return the values in an encoded parameter, in any spelling that occurs.

    JSON arrays, JSON strings and bare words are read alike, whatever the shape: all three occur
    for one and the same parameter. Empty values are left out.
    """
    if shape in ("text", "number", "flag"):
        text = decode_form(value)
        return (text,) if text else ()
    text = decode(value).strip()
    while text[:3].upper() in ("%5B", "%22") and decode(text) != text:
        text = decode(text).strip()
    if text.startswith(("[", '"')):
        return tuple(item for item in _from_json(text) if item)
    if shape == "string":
        return (text,) if text else ()
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _from_json(text: str) -> list[str]:
    """Return the items of a JSON array or string, or the quoted parts of a broken one."""
    import json

    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return [item.strip(' []"') for item in text.split(",")]
    items: list[object] = found if isinstance(found, list) else [found]
    return [item if isinstance(item, str) else json.dumps(item) for item in items]


def read_parameter(kind: str, name: str, value: str) -> str | tuple[str, ...]:
    """Return a parameter for ``Target.params``: a tuple if LinkedIn accepts several values."""
    shape = PARAMETERS.get(kind, {}).get(name)
    if shape is None:
        return decode_form(value)
    values = read_values(shape, value)
    if shape in ("array", "list") or len(values) > 1:
        return values
    return values[0] if values else ""


def write_values(shape: Shape, values: tuple[str, ...]) -> str:
    """Return the encoded parameter, as LinkedIn's pages spell it.

    Raises:
        ValueError: several values for a parameter that takes one, or for one that takes ids
            (``list``) a text that isn't an id.

    """
    import json

    if shape == "array":
        return encode_component(json.dumps(values, ensure_ascii=False, separators=(",", ":")))
    if shape == "list":
        if not all(_ID.fullmatch(value) for value in values):
            message = (
                "This parameter accepts only ids, which contain letters, digits and - _ . : alone."
            )
            raise ValueError(message)
        return encode_component(",".join(values))
    if len(values) != 1:
        message = "This parameter accepts exactly one value."
        raise ValueError(message)
    if shape == "string":
        return encode_component(json.dumps(values[0], ensure_ascii=False))
    return encode_text(values[0])
