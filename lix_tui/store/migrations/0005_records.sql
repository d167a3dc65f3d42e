-- The library entry becomes the record: everything that answers say about it, merged per field.
CREATE TABLE merged_records (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    body BLOB NOT NULL,
    packed INTEGER NOT NULL
) STRICT;

-- The address that was bought for a person, and the endpoints that the record is from.
ALTER TABLE entries ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN email_status TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN endpoints TEXT NOT NULL DEFAULT '';

-- The keys that an answer has for an entry, and the entry that it belonged to at first. An answer
-- may hold a record twice, under two keys.
CREATE TABLE entry_answers_new (
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    keys TEXT NOT NULL DEFAULT '',
    first_entry INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (entry_id, answer_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO entry_answers_new (entry_id, answer_id, key, first_entry)
SELECT entry_id, answer_id, key, entry_id FROM entry_answers;
DROP TABLE entry_answers;
ALTER TABLE entry_answers_new RENAME TO entry_answers;
CREATE INDEX entry_answers_by_answer ON entry_answers (answer_id);

-- Time of the newest answer that has the key: a slug passes to another person.
ALTER TABLE entry_keys ADD COLUMN seen_at REAL NOT NULL DEFAULT 0;

-- Records that a reader took apart, which never become one again.
CREATE TABLE entries_apart (
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    PRIMARY KEY (entry_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_apart_by_other ON entries_apart (other_id);

-- Answers whose records aren't merged yet: all of before, and those that an older program writes.
ALTER TABLE answers ADD COLUMN merged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX answers_unmerged ON answers (id) WHERE NOT merged;

-- Facts of an answer that 'get' prints beside it, so that a stored one is printed without its model.
ALTER TABLE answers ADD COLUMN printed TEXT NOT NULL DEFAULT '';
