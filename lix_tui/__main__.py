"""Runs the command line with ``python -m lix_tui``."""

from lix_tui.cli.main import main

if __name__ == "__main__":
    main()
