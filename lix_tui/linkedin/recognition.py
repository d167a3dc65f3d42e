"""Recognition of anything that can be pasted: one target for every text."""

from __future__ import annotations

from lix_tui.linkedin.link_target import MOST_CHARACTERS, target_of, too_long
from lix_tui.linkedin.pasted_text import read_pasted, tidy
from lix_tui.linkedin.target import Target


def recognise(text: str) -> Target:
    """Return the target of `text`: a search, a person, a company, a job, a post, an address.

    Accepts links with and without scheme, on any LinkedIn host, inside redirects, mail wrappers,
    formulas and markup, broken over lines, the API's own twin URLs, urns, member tokens and
    addresses, with whitespace, quotes, brackets or invisible marks around them. Never raises: text
    that can't be read has a ``problem``, and the ``kind`` ``unknown`` unless the kind is certain.
    """
    if len(text) > MOST_CHARACTERS:
        return Target("unknown", problem=too_long(text))
    pasted = read_pasted(text)
    if pasted.problem is not None:
        return Target("unknown", problem=pasted.problem)
    return target_of(pasted.text if pasted.kind == "link" else tidy(pasted.text))


def clean(text: str) -> str:
    """Return `text` without the space, quotes and line breaks that copying leaves around a link."""
    if len(text) > MOST_CHARACTERS:
        return text.strip()
    pasted = read_pasted(text)
    return pasted.text if pasted.kind == "link" else tidy(pasted.text)
