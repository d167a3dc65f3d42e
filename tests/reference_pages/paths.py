"""Lists of all files that a page and a record pass through, in ``docs/architecture.md``."""

from __future__ import annotations

import re
from pathlib import Path

from tests.structure.path import entered, files_in_order
from tests.structure.source import Project

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = ROOT / "docs" / "architecture.md"


def renew() -> None:
    """Measure both paths and write them between their markers."""
    steps = entered(Project(ROOT / "lix_tui", ROOT / "tests"))
    common = set(steps["move"])
    text = ARCHITECTURE.read_text(encoding="utf-8")
    lists, others = {}, dict[str, None]()
    for step in ("page", "record"):
        lists[step] = files_in_order([each for each in steps[step] if each not in common])
        others |= dict.fromkeys(
            each for each in files_in_order(steps[step]) if each not in lists[step]
        )
    for step, files in {**lists, "cursor": list(others)}.items():
        listed = "\n".join(f"{at}. `lix_tui/{file}`" for at, file in enumerate(files, 1))
        text = re.sub(
            rf"(<!-- {step} path -->\n).*?(<!-- end of {step} path -->)",
            lambda found, listed=listed: f"{found[1]}\n{listed}\n\n{found[2]}",  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
    ARCHITECTURE.write_text(text, encoding="utf-8")
