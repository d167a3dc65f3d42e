"""The search screen and its parts."""
