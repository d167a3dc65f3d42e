"""Write the names of the modules that are loaded once a command has ended or a module is imported.

Arguments: the file to write, the package to run or the module to import, `run` or `import`, and
the words of the command.
"""

from __future__ import annotations

import importlib
import json
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Run the command or import the module, then write the names of all loaded modules."""
    answer, name, act, *words = sys.argv[1:]
    status: object = 0
    if act == "import":
        importlib.import_module(name)
    else:
        sys.argv = [name, *words]
        try:
            runpy.run_module(name, run_name="__main__", alter_sys=True)
        except SystemExit as leaving:
            status = leaving.code or 0
    loaded = {"status": status, "modules": sorted(sys.modules)}
    Path(answer).write_text(json.dumps(loaded), encoding="utf-8")


if __name__ == "__main__":
    main()
