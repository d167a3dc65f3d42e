"""Every fault on every endpoint: ``python -m tests.faults`` counts the survived ones.

A fault is survived if the user gets one sentence, every answer is stored, no request is charged
twice, and the next action works.
"""
