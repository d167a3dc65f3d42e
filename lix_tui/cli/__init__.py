"""Command line. Only opening the explorer imports Textual."""
