"""The command line; Textual is imported only when the explorer is opened."""
