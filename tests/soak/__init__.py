"""A day of use in minutes: ``python -m tests.soak`` keeps an eye on memory and file handles."""
