"""A monkey at the keyboard: random keys, clicks and sizes over a sandbox where things go wrong.

``python -m tests.monkey --seconds 600 --seed 7`` plays for the given time; the same seed
plays the same keys.
"""
