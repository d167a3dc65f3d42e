"""Writes answers as they were received: exactly for programs, harmlessly for terminals."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from lix_tui.safe_cells import escaped


def print_raw(bodies: Iterable[bytes]) -> None:
    r"""Write bodies to standard output, as they are but where it is a terminal.

    There what would act upon it is written as ``\uXXXX``, and what is no UTF-8 is replaced.
    """
    for body in bodies:
        if sys.stdout.isatty():
            sys.stdout.write(escaped(body.decode("utf-8", "replace")))
            sys.stdout.flush()
        else:
            sys.stdout.buffer.write(body)
            sys.stdout.buffer.flush()
