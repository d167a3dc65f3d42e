"""Where ``lix-tui`` starts."""

from __future__ import annotations

import sys

from lix_tui.cli.streams import prepare_streams


def main() -> None:
    """Open the explorer or run a command, and leave with its status.

    The plain ways to open the explorer do not load the command line's parser: the first frame
    would come later for it.
    """
    prepare_streams()
    arguments = sys.argv[1:]
    if arguments in ([], ["--demo"]):
        from lix_tui.cli.explore import explore_or_say

        sys.exit(explore_or_say(demo=bool(arguments)))
    from lix_tui.cli.entry import entry
    from lix_tui.cli.failures import guarded

    guarded(entry)
