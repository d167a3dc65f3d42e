"""Every fault of the sandbox on every endpoint: ``python -m tests.faults`` counts what is survived.

After each: one sentence was said, everything received is kept, nothing was charged twice, and the
next action works.
"""
