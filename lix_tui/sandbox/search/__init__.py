"""Which part of the world a LinkedIn search asks for, and in what order."""
