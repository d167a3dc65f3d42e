"""Texts with several records, for one bulk lookup."""

from __future__ import annotations

import re
from functools import lru_cache

from lix_tui.linkedin.pasted_text import read_pasted
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.queries.lix_ids import lix_id_of
from lix_tui.services.queries.query import OPENABLE

_BETWEEN = re.compile(r"[\s,;|]+")


@lru_cache(maxsize=1)  # a text of thousands of links is read when pasted and again when submitted
def several_in(text: str) -> tuple[str, ...]:
    """Return the records of a text that consists of two or more records, else ().

    Among several links, some may be of searches; among ids and addresses, each must be a record.
    """
    pasted = read_pasted(text)
    if pasted.kind == "links":
        return pasted.links if any(map(_is_record, pasted.links)) else ()
    words = tuple(dict.fromkeys(filter(None, _BETWEEN.split(text))))
    return words if len(words) > 1 and all(map(_is_record, words)) else ()


def _is_record(text: str) -> bool:
    target = recognise(text)
    if target.kind == "email":
        return bool(target.entity_id)
    is_link = target.kind in OPENABLE and bool(target.url) and not target.problem
    return is_link or lix_id_of(text) is not None
