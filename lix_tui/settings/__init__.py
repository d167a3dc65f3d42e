"""Settings, the API key and theme files."""
