"""Terminal explorer for the Lix API."""

import sys

__version__ = "0.1.0"

# httpx imports its own command line with click and Pygments if they are installed, which takes
# 2.5 MB and 30 ms for nothing. It works without that module.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
