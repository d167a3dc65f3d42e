"""Library of all stored records: search, notes, tags, deletion."""
