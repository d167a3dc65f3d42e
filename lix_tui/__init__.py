"""The terminal explorer for the Lix API."""

import sys

__version__ = "0.1.0"

# httpx imports its own command line, with click and Pygments, where it finds them: 2.5 MB and 30 ms
# for what is not called here. It goes without where that module cannot be imported.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
