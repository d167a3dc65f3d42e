"""A day of use in minutes: ``python -m tests.soak`` measures memory and file handles."""
