"""One fuzzer on the target that ``LIX_FUZZ`` names, with libFuzzer's options as arguments.

The target is no argument, since the fuzzer starts itself again with arguments of its own, as the
command that ``LIX_FUZZ_SELF`` names.
"""

from __future__ import annotations

import os
import sys

import atheris

with atheris.instrument_imports(include=["lix_tui.linkedin", "lix_tui.api", "lix_tui.text"]):
    from tests.fuzzing.targets import TARGETS

if __name__ == "__main__":
    atheris.Setup([os.environ["LIX_FUZZ_SELF"], *sys.argv[1:]], TARGETS[os.environ["LIX_FUZZ"]])
    atheris.Fuzz()
