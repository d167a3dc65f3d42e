"""Pictures of the demo in ``screenshots/``; ``python -m tests.screenshots`` writes them.

A test compares them with what the program shows now.
"""
