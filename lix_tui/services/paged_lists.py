"""Paged lists of one target as data, such as the comments on a post.

A list is declared as a kind with a target: endpoint, parameter of the target, record type of its
elements (`view_registry`), paging rule and columns. Sessions, the store, resuming and the command
line need nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.services.kinds import CONNECTIONS, Kind
from lix_tui.services.search.inbox_lists import INBOX_LISTS

LISTS: Mapping[str, Kind] = {kind.name: kind for kind in (CONNECTIONS, *INBOX_LISTS)}
"""Lists by name."""
