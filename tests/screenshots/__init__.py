"""The pictures in ``screenshots/``, taken from the demo; ``python -m tests.screenshots`` makes them.

A test compares them with what the program shows now.
"""
