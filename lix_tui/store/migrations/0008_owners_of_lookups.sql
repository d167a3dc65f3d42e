-- Finds the answers of lookups, which are few among those of searches.
CREATE INDEX answers_by_endpoint ON answers (endpoint);

-- Time since when a key's owner has it, if the key passed to it from another record: what was said
-- of the key before isn't about this owner. 0 for a key that never had another owner.
ALTER TABLE entry_keys ADD COLUMN owned_since REAL NOT NULL DEFAULT 0;

-- The request that was sent under a lease, so that a lease of a dead process shows if it was sent.
ALTER TABLE leases ADD COLUMN ledger_id INTEGER;
