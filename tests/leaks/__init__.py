"""The key is nowhere but where it belongs: a canary is looked for wherever the program leaves
anything behind."""
