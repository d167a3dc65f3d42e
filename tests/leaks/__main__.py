"""``python -m tests.leaks``: walk over every screen with a canary as the key."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from lix_tui.settings.settings import Paths
from tests.conftest import served
from tests.leaks.canary import KEY, leaking, open_to_others
from tests.leaks.screen_walk import against, play
from tests.leaks.walk import WALK


def main() -> None:
    """Walk over a server that repeats the key. Exit with 1 if the key is found."""
    os.umask(0)
    with tempfile.TemporaryDirectory() as folder, served("--fault", "echo") as sandbox:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        os.chdir(home)
        os.environ |= {"HOME": str(home), "BROWSER": "true", "LIX_API_KEY": KEY}
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
        asyncio.run(play(against(sandbox, paths), WALK))
        found = [*leaking(Path(folder)), *open_to_others(Path(folder))]
        os.chdir("/")
    sys.stdout.write(f"{len(WALK)} steps, the key on no screen; in files: {found or 'nowhere'}\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
