"""Measures of the code's structure, each compared with a recorded limit."""
