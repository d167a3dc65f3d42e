-- What belongs to this file alone, such as the salt of the hash that a key is known by.
CREATE TABLE own (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Processes with the same key share one limiter: when its next slot is, and who waits for it.
CREATE TABLE slots (
    account TEXT PRIMARY KEY,
    next_at REAL NOT NULL,
    written_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE slot_waiters (
    account TEXT NOT NULL,
    process TEXT NOT NULL,
    lane INTEGER NOT NULL,
    since REAL NOT NULL,
    seen_at REAL NOT NULL,
    PRIMARY KEY (account, process)
) STRICT, WITHOUT ROWID;

-- What a process is fetching now, so that no other one fetches it as well.
CREATE TABLE leases (
    thing TEXT PRIMARY KEY,
    process TEXT NOT NULL,
    taken_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE ledger ADD COLUMN process TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN run_id INTEGER;

-- The library: every record that any answer held, once, whatever it was found by.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    company TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    opened INTEGER NOT NULL DEFAULT 0,
    first_at REAL NOT NULL,
    fetched_at REAL NOT NULL,
    changed_at REAL
) STRICT;
CREATE INDEX entries_by_age ON entries (fetched_at);

CREATE TABLE entry_keys (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_keys_by_entry ON entry_keys (entry_id);

-- Which answers hold an entry, and under which key.
CREATE TABLE entry_answers (
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    PRIMARY KEY (entry_id, answer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_answers_by_answer ON entry_answers (answer_id);

-- What an endpoint last said of an entry: only the same endpoint's words are compared.
CREATE TABLE entry_fields (
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    endpoint TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    fetched_at REAL NOT NULL,
    PRIMARY KEY (entry_id, endpoint, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_changes (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    at REAL NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;
CREATE INDEX entry_changes_by_entry ON entry_changes (entry_id);

CREATE VIRTUAL TABLE entries_text USING fts5 (
    name, title, company, place, words, note, tags,
    content = 'entries', content_rowid = 'id', prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER entries_text_added AFTER INSERT ON entries BEGIN
    INSERT INTO entries_text (rowid, name, title, company, place, words, note, tags)
    VALUES (new.id, new.name, new.title, new.company, new.place, new.words, new.note, new.tags);
END;
CREATE TRIGGER entries_text_removed AFTER DELETE ON entries BEGIN
    INSERT INTO entries_text
        (entries_text, rowid, name, title, company, place, words, note, tags)
    VALUES ('delete', old.id, old.name, old.title, old.company, old.place, old.words, old.note,
        old.tags);
END;
CREATE TRIGGER entries_text_changed AFTER UPDATE OF
    name, title, company, place, words, note, tags ON entries
WHEN (old.name, old.title, old.company, old.place, old.words, old.note, old.tags)
    IS NOT (new.name, new.title, new.company, new.place, new.words, new.note, new.tags)
BEGIN
    INSERT INTO entries_text
        (entries_text, rowid, name, title, company, place, words, note, tags)
    VALUES ('delete', old.id, old.name, old.title, old.company, old.place, old.words, old.note,
        old.tags);
    INSERT INTO entries_text (rowid, name, title, company, place, words, note, tags)
    VALUES (new.id, new.name, new.title, new.company, new.place, new.words, new.note, new.tags);
END;

-- Answers of before the library, and any that could not be listed when they came.
ALTER TABLE answers ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX answers_unlisted ON answers (id) WHERE NOT listed;

-- Long runs: the rest of a search, or a list of lookups.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    search_id INTEGER REFERENCES searches (id) ON DELETE CASCADE,
    endpoint TEXT NOT NULL,
    query_key TEXT NOT NULL,
    status TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    result_file TEXT NOT NULL DEFAULT '',
    begun_at REAL NOT NULL,
    updated_at REAL NOT NULL
) STRICT;
CREATE INDEX runs_by_query ON runs (query_key);

CREATE TABLE run_items (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    link TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;
