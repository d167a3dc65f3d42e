"""How the API writes people, organisations, jobs and posts as JSON."""
