"""Services that screens and commands share; no Textual and no Rich."""
