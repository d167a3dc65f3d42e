"""Tables that people give: CSV, TSV, semicolon or plain text, read with every cell unchanged."""
