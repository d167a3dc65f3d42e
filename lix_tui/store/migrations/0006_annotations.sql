-- Finds the entries that the user wrote on, and the tags in use, without a look at all others.
CREATE INDEX entries_annotated ON entries (scope_id, tags) WHERE note <> '' OR tags <> '';
