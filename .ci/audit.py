"""Asks for known vulnerabilities of what an environment has: ``audit.py PIP_AUDIT SITE_PACKAGES``.

A vulnerability fails; advisories that cannot be reached do not, and that is said.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

OURS = "lix-tui"
"""It is on no index, so nothing is known of it."""


def main() -> int:
    """Print what is known; 1 where something is vulnerable."""
    program, packages = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [program, "--path", packages, "--progress-spinner", "off", "--timeout", "10"]
        done = subprocess.run(
            [*command, "-f", "json", "-o", str(report)],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        if not report.exists():
            print(f"the advisories cannot be reached here: {done.stderr.strip()[-300:]}")
            return 0
        found = json.loads(report.read_text(encoding="utf-8"))["dependencies"]
    bad = 0
    for item in found:
        for advisory in item.get("vulns", ()):
            bad += 1
            print(f"{item['name']} {item['version']}: {advisory['id']} {advisory['fix_versions']}")
    others = [item for item in found if item["name"] != OURS]
    unknown = [item["name"] for item in others if "skip_reason" in item]
    print(f"{len(others) - len(unknown)} packages audited, {bad} known vulnerabilities")
    if unknown:
        print(f"the advisories of {len(unknown)} cannot be reached here: {', '.join(unknown)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
