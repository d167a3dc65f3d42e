"""Recordings of the command line: output, errors, exit status, requests and files of each command.

``python -m tests.recorded_output --check`` runs every command of ``commands.py`` against a sandbox
and compares it with ``recordings/``; ``--write`` renews the recordings. Only ``python -m lix_tui``
is called, so that the modules behind it can be moved freely.
"""
