"""The invented people, organisations, jobs and posts of the sandbox."""
