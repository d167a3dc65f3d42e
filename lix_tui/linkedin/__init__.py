"""LinkedIn's own URLs and links. Pure."""
