"""The SQLite store: answers, searches and their sequences, records, ledger."""
