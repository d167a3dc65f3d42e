"""Write the names of the modules that are loaded at a moment of the program.

Arguments: the file to write, the package to run or the module to import, the moment, and the words
of the command. The moment is `run` for the end of the command, `import` for the end of the import,
or `paint` for the first words that a command paints.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Run the command or import the module, then write the names of all loaded modules."""
    answer, name, moment, *words = sys.argv[1:]
    status: object = 0
    if moment == "import":
        importlib.import_module(name)
    else:
        if moment == "paint":
            driver = "tests.structure.first_frame:FirstFrameDriver"
            os.environ |= {"TEXTUAL_DRIVER": driver, "FIRST_FRAME_ANSWER": answer}
        sys.argv = [name, *words]
        try:
            runpy.run_module(name, run_name="__main__", alter_sys=True)
        except SystemExit as leaving:
            status = leaving.code or 0
    write_modules(answer, status)


def write_modules(answer: str, status: object) -> None:
    """Write the exit status and the names of the loaded modules to the file ``answer``."""
    loaded = {"status": status, "modules": sorted(sys.modules)}
    Path(answer).write_text(json.dumps(loaded), encoding="utf-8")


if __name__ == "__main__":
    main()
