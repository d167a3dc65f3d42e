"""The invented people, organisations, jobs and posts the sandbox answers from."""
