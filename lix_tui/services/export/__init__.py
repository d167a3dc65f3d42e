"""Writes records out: CSV, JSON, JSON lines, Markdown, XLSX, Parquet."""
