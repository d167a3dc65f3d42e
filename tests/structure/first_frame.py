"""Driver of the terminal that ends the program at the first words it paints.

Textual uses it where ``TEXTUAL_DRIVER`` names it.
"""

from __future__ import annotations

import os
import re

from textual.drivers.linux_driver import LinuxDriver

from tests.structure.probe_modules import write_modules

ANSWER = "FIRST_FRAME_ANSWER"
"""Variable with the path of the file to write."""
_WORDS = re.compile(r"\b[A-Za-z]{4,}\b")
"""Words of the screen: the sequences that set up a terminal have none of this length."""


class FirstFrameDriver(LinuxDriver):
    """Writes the names of the loaded modules when the first words are painted, and ends."""

    def write(self, data: str) -> None:
        """Paint, unless words are to be painted."""
        if _WORDS.search(data):
            write_modules(os.environ[ANSWER], 0)
            os._exit(0)
        super().write(data)
