"""Text that may have come as HTML, such as a job's description."""

from __future__ import annotations

import re

from lix_tui.text import clean

_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|b|strong|em|i|h[1-4]|span|a)\b[^>]*>", re.IGNORECASE)


def readable(description: str | None) -> str:
    """Return a description as text, also if it came as HTML.

    HTML is cleaned again, because entities can hide control characters.
    """
    if not description or not _TAG.search(description):
        return description or ""
    from lix_tui.services.records.html_reader import text_of_html  # most results have no HTML

    return clean(re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", text_of_html(description))).strip()
