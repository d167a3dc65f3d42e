"""Check what a user gets for known vulnerabilities: ``audit.py PIP_AUDIT SITE_PACKAGES``.

The step passes without a report in one case only: the advisory service can't be reached from here.
``AUDIT_SERVICE`` names another service than PyPI.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

OURS = "lix-tui"
"""Package on no index, which therefore has no advisories."""
SERVICE = "https://pypi.org/pypi/pip/24.0/json"
"""Advisories of a release that PyPI has: one of the documents that pip-audit reads. A mirror can
serve packages without these."""
CRASH = "Traceback (most recent call last)"
PROBE_SECONDS, AUDIT_SECONDS = 20, 600


class AuditError(Exception):
    """The audit itself is broken, whether or not the service can be reached."""


class NoAnswer(AuditError):
    """pip-audit ran and has no answer, as without a connection."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Contents of a report: packages audited, packages without an answer, vulnerabilities."""

    audited: tuple[str, ...]
    unknown: tuple[str, ...]
    vulnerable: tuple[str, ...]


def main() -> int:
    """Print the findings. Return 1 for a vulnerability or a failed audit, else 0."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    program, packages = sys.argv[1:]
    if not Path(packages).is_dir():
        print(f"The audit failed: {packages} isn't a folder of packages.")
        return 1
    try:
        findings = audit(program, packages)
    except NoAnswer as error:
        return without_report(str(error))
    except AuditError as error:
        print(f"The audit failed: {error}")
        return 1
    for line in findings.vulnerable:
        print(line)
    print(f"{len(findings.audited)} packages audited, {len(findings.vulnerable)} vulnerabilities")
    if findings.vulnerable:
        return 1
    if findings.unknown:
        return without_report(f"pip-audit has no advisories of {', '.join(findings.unknown)}.")
    if not findings.audited:
        print("The audit failed: the report names no packages.")
        return 1
    return 0


def audit(program: str, packages: str) -> Findings:
    """Run pip-audit on a folder of packages and return its findings.

    Raises:
        NoAnswer: pip-audit ended with an error of its own and without a report.
        AuditError: it can't be run, crashed, or wrote a report that can't be read.

    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [program, "--path", packages, "--progress-spinner", "off", "--timeout", "10"]
        try:
            done = subprocess.run(
                [*command, "-f", "json", "-o", str(report)],
                capture_output=True,
                text=True,
                timeout=AUDIT_SECONDS,
                check=False,
            )
        except OSError as error:
            message = f"{program} can't be started: {error.strerror}."
            raise AuditError(message) from None
        except subprocess.TimeoutExpired:
            message = f"pip-audit took longer than {AUDIT_SECONDS} seconds."
            raise AuditError(message) from None
        said = f"pip-audit ended with {done.returncode}: {done.stderr.strip()[-300:]}"
        if not report.exists():
            offline = done.returncode == 1 and "connect" in done.stderr.casefold()
            raise (NoAnswer if offline and CRASH not in done.stderr else AuditError)(said)
        findings = read_report(report.read_bytes())
    # pip-audit ends with 0 or 1; 1 means a vulnerability, which the report must show
    if done.returncode not in (0, 1) or (done.returncode == 1 and not findings.vulnerable):
        raise AuditError(said)
    return findings


def read_report(text: bytes) -> Findings:
    """Read pip-audit's JSON report.

    Raises:
        AuditError: it isn't one.

    """
    audited, unknown, vulnerable = [], [], []
    try:
        for item in json.loads(text)["dependencies"]:
            name = str(item["name"])
            if name == OURS:
                continue
            if "skip_reason" in item:
                unknown.append(name)
                continue
            audited.append(name)
            vulnerable += [
                f"{name} {item['version']}: {one['id']} {one['fix_versions']}"
                for one in item["vulns"]
            ]
    except (ValueError, TypeError, KeyError, UnicodeDecodeError) as error:
        message = f"pip-audit's report can't be read: {error!r}."
        raise AuditError(message) from None
    return Findings(tuple(audited), tuple(unknown), tuple(vulnerable))


def without_report(problem: str) -> int:
    """Print why there is no whole report. Return 0 if the service can't be reached, else 1."""
    service = os.environ.get("AUDIT_SERVICE", SERVICE)
    unreachable = reason_unreachable(service)
    if unreachable is None:
        print(f"The audit failed although {service} can be reached: {problem}")
        return 1
    print(f"Not audited: {service} can't be reached from here ({unreachable}).")
    return 0


def reason_unreachable(service: str) -> str | None:
    """Return why no connection to the service is possible, None if it answers."""
    try:
        with urlopen(service, timeout=PROBE_SECONDS) as answer:
            json.load(answer)["vulnerabilities"]
    except HTTPError as error:
        return f"status {error.code}"
    except URLError as error:
        return str(error.reason)
    except OSError as error:
        return str(error)
    except (ValueError, TypeError, KeyError):
        return "what answers there has no advisories"
    return None


if __name__ == "__main__":
    sys.exit(main())
