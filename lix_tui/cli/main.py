"""Entry point of ``lix-tui``."""

from __future__ import annotations

import sys

from lix_tui.cli.streams import prepare_streams
from lix_tui.cli.utf8 import encoding_problem, use_utf8


def main() -> None:
    """Open the explorer or run a command, and exit with its status.

    Opening the explorer without options doesn't load the parser of the command line, which would
    delay the first frame.
    """
    problem = use_utf8()
    prepare_streams()
    arguments = sys.argv[1:]
    refusal = encoding_problem(arguments) if problem is None else (problem, 2)
    if refusal is not None:
        sentence, status = refusal
        sys.stderr.write(f"lix-tui: {sentence}\n")
        sys.exit(status)
    if arguments in ([], ["--demo"]):
        from lix_tui.cli.explorer import run_explorer

        sys.exit(run_explorer(demo=bool(arguments)))
    from lix_tui.cli.entry import entry
    from lix_tui.cli.failures import guarded

    guarded(entry)
