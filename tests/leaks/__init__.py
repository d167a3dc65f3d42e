"""Search for a canary key in every output and file of the program."""
