"""The service floor: everything a screen or a command asks for."""
