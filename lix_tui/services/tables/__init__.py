"""Input tables: CSV, TSV, semicolon or plain text, read with every cell unchanged."""
