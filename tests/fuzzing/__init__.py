"""The URL parser and the envelope reader under a coverage-guided fuzzer, with its corpus kept.

``python -m tests.fuzzing --seconds 600`` fuzzes both (``pip install "lix-tui[fuzz]"``) and adds
what reaches new code to ``corpus/``, which every run of pytest plays again without the fuzzer.
"""
