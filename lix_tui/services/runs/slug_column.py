"""Bare slugs, such as ``alfie-lambert``, in the column that is looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from lix_tui.linkedin.handles import read_slug
from lix_tui.linkedin.links import company_link, person_link
from lix_tui.services.runs.lookup_values import stripped_cell, values_of

_TITLE = re.compile(
    r"(?:(?:linked ?in|li|profile|company|organi[sz]ation|person|member|lead|contact|account|user)"
    r" ?)*(?:slugs?|vanity(?: ?names?)?|public ?id(?:entifier)?s?)",
    re.IGNORECASE,
)
"""Whole title of a column that has slugs: ``Slug``, ``company_slug``, ``publicIdentifier``."""
_LINK_TITLE = re.compile(r"linked\s*in|\bli\b|profile", re.IGNORECASE)
"""Words of a column that may have slugs beside links."""
_OTHER_SITE = re.compile(r"twitter|github|facebook|instagram|\bx\b|youtube|tiktok", re.IGNORECASE)
_COMPANY = re.compile(r"compan|organi[sz]ation|employer|account", re.IGNORECASE)
_WORD = re.compile(r"[^\s/@.,;|]{3,100}")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
"""Words with hyphens between them, as most slugs are."""
_NOTHING = frozenset({
    "n-a", "not-found", "not-available", "no-profile", "no-linkedin", "to-do", "unknown", "missing",
    "none", "null", "nil", "yes", "true", "false", "tbd", "todo", "nan", "pending",
    "account", "company", "contact", "handle", "lead", "link", "linkedin", "links", "member",
    "name", "people", "person", "profile", "profiles", "url", "urls", "user", "username",
})  # fmt: skip
"""Words for a missing value, and titles of columns, which a list of slugs may begin with."""
_ENOUGH = 0.5
"""Part of the words without a title that must be compound: single words may be names."""

ReadSlug = Callable[[str], str]


def slug_title(cells: Iterable[str]) -> str | None:
    """Return the first cell that names a column of slugs; None without one."""
    return next((cell for cell in cells if _is_title(cell)), None)


def slug_column(columns: Sequence[str]) -> int | None:
    """Return the index of the first column that is named as one of slugs; None without one."""
    return next((place for place, name in enumerate(columns) if _is_title(name)), None)


def slug_reader(
    title: str, cells: Iterable[str], records: Collection[str], *, is_chosen: bool
) -> ReadSlug | None:
    """Return a function that replaces a bare slug by its link, and returns other cells as given.

    The title of a column says that it has slugs, or may have some beside links. A column without
    such a title has slugs where ``is_chosen`` is True, it has neither links nor ids, and at least
    half of its words are compound. ``records`` are the record types that are looked up; slugs are
    of organisations if all of them are, or if there are none and the title says so, else of people.
    Returns None for a column that has no slugs, and for lookups of other records.
    """
    wanted = set(records)
    if wanted and not wanted <= {"person", "organisation"}:
        return None
    is_mixed = bool(_LINK_TITLE.search(title)) and not _OTHER_SITE.search(title)
    if _is_title(title):
        is_mixed = False
    elif not is_mixed and not (is_chosen and _has_only_slugs(cells)):
        return None
    is_company = wanted == {"organisation"} or (not wanted and bool(_COMPANY.search(title)))

    def read(cell: str) -> str:
        slug = _slug(cell, is_company=is_company, is_compound=is_mixed)
        if slug is None or _is_title(cell):
            return cell
        return company_link(slug) if is_company else person_link(slug)

    return read


def _is_title(text: str) -> bool:
    return bool(_TITLE.fullmatch(" ".join(text.replace("_", " ").replace("-", " ").split())))


def _has_only_slugs(cells: Iterable[str]) -> bool:
    """Return True if no cell has a link, id or address, and most are compound words."""
    words = compounds = 0
    for cell in cells:
        text = stripped_cell(cell)
        if not text:
            continue
        if values_of(text):
            return False
        words += 1
        compounds += _slug(text, is_company=False, is_compound=True) is not None
    return bool(words) and compounds >= words * _ENOUGH


def _slug(cell: str, *, is_company: bool, is_compound: bool) -> str | None:
    """Return the slug in a cell; None for other text, and for a link, id or address."""
    text = stripped_cell(cell)
    if not _WORD.fullmatch(text) or text.casefold() in _NOTHING or values_of(text):
        return None
    if is_compound and not _COMPOUND.fullmatch(text):
        return None
    return read_slug(text, "company" if is_company else "person")
