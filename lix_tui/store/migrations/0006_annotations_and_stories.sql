-- Finds the entries that the user wrote on, and the tags in use, without a look at all others.
CREATE INDEX entries_annotated ON entries (scope_id, tags) WHERE note <> '' OR tags <> '';

-- Requests of one run are one story in the ledger; empty for a request of its own. Lines of before
-- belong to the run of their search, or to the run of such lookups that was at work at the time.
ALTER TABLE ledger ADD COLUMN story TEXT NOT NULL DEFAULT '';
UPDATE ledger SET story = COALESCE(
    (SELECT 'run ' || runs.id || ' ' || printf('%.3f', runs.begun_at) FROM runs
    WHERE runs.search_id = ledger.search_id ORDER BY runs.id DESC LIMIT 1), '')
WHERE search_id IS NOT NULL AND origin LIKE '% load all';
UPDATE ledger SET story = COALESCE(
    (SELECT 'run ' || runs.id || ' ' || printf('%.3f', runs.begun_at) FROM runs
    WHERE runs.search_id IS NULL AND runs.endpoint = ledger.endpoint
    AND ledger.sent_at BETWEEN runs.begun_at AND runs.updated_at
    ORDER BY runs.begun_at DESC LIMIT 1), '')
WHERE origin = 'enrich';
UPDATE ledger SET story = 'command ' || process || ' ' || search_id
WHERE search_id IS NOT NULL AND origin LIKE 'lix-tui %' AND process <> '';
CREATE INDEX ledger_by_story ON ledger (story, id) WHERE story <> '';
