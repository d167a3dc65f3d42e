"""``python -m tests.fuzzing``: fuzz for a given time and store inputs that reach new code."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.fuzzing.targets import CORPUS, HERE, TARGETS, corpus_files, seeds

LONGEST = 1500
"""Bytes of an input at most: more than LinkedIn's longest URLs, less than a profile."""

MOST = 250
"""Files of a corpus at most."""


def main() -> None:
    """Fuzz each target. Exit with 1 and print the input if one fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing")
    parser.add_argument("--seconds", type=float, default=60.0, help="in all")
    parser.add_argument("--target", choices=list(TARGETS), action="append")
    options = parser.parse_args()
    if find_spec("atheris") is None:
        sys.exit('The fuzzer is not installed: pip install "lix-tui[fuzz]".')
    chosen = options.target or list(TARGETS)
    broken = [name for name in chosen if not _fuzz(name, options.seconds / len(chosen))]
    sys.exit(1 if broken else 0)


def _fuzz(target: str, seconds: float) -> bool:
    """Fuzz one target and merge its findings into the corpus. Return True if nothing failed."""
    before = sum(1 for _ in corpus_files(target))
    with tempfile.TemporaryDirectory() as scratch:
        found, merged = Path(scratch) / "found", Path(scratch) / "merged"
        found.mkdir()
        merged.mkdir()
        for seed in seeds(target):
            (found / _name(seed)).write_bytes(seed)
        for file in corpus_files(target):
            shutil.copy(file, found)
        crash = Path(scratch) / "crash-"
        own = Path(scratch) / "fuzz"
        own.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{HERE / "run.py"}" "$@"\n')
        own.chmod(0o700)
        run = [str(own), f"-max_len={LONGEST}"]
        environ = {"LIX_FUZZ": target, "LIX_FUZZ_SELF": str(own)}
        environ = {**os.environ, **environ, "PYTHONPATH": str(HERE.parent.parent)}
        fuzzing = [f"-max_total_time={seconds:.0f}", f"-artifact_prefix={crash}", "-verbosity=0"]
        ended = subprocess.run([*run, *fuzzing, str(found)], env=environ, check=False)
        for file in Path(scratch).glob("crash-*"):
            sys.stdout.write(f"{target} breaks with {file.read_bytes()!r}\n")
        # only what adds to the coverage of the rest is kept, the shortest first
        merge = [*run, "-set_cover_merge=1", "-verbosity=0", str(merged), str(found)]
        subprocess.run(merge, env=environ, check=True, capture_output=True)
        inputs = sorted((file.read_bytes() for file in merged.iterdir()), key=len)
        _write_corpus(CORPUS / target, inputs[:MOST])
    after = sum(1 for _ in corpus_files(target))
    sys.stdout.write(f"{target:<10} {seconds:.0f} s, corpus {before} -> {after} files\n")
    return ended.returncode == 0


def _write_corpus(folder: Path, inputs: list[bytes]) -> None:
    """Replace the corpus by these inputs, each named by a digest of its content."""
    names = {_name(data): data for data in inputs}
    for file in folder.iterdir():
        if file.name not in names:
            file.unlink()
    for name, data in names.items():
        (folder / name).write_bytes(data)


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


if __name__ == "__main__":
    main()
