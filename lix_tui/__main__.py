"""Entry point of ``python -m lix_tui``."""

from lix_tui.cli.main import main

if __name__ == "__main__":
    main()
