"""JSON of people, organisations, jobs and posts in the API's form."""
