-- Answers are kept whole; searches, records and the ledger point at them.
CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    endpoint TEXT NOT NULL,
    body BLOB NOT NULL,
    packed INTEGER NOT NULL,
    fetched_at REAL NOT NULL
) STRICT;

CREATE TABLE searches (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    query_key TEXT NOT NULL,
    viewer_id TEXT NOT NULL DEFAULT '',
    generation INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    state TEXT NOT NULL,
    total INTEGER,
    loaded INTEGER NOT NULL DEFAULT 0,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    UNIQUE (kind, query_key, viewer_id, generation)
) STRICT;
CREATE INDEX searches_by_time ON searches (updated_at);

CREATE TABLE pages (
    search_id INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    answer_id INTEGER NOT NULL REFERENCES answers (id),
    shown INTEGER NOT NULL,
    PRIMARY KEY (search_id, number)
) STRICT;

CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    answer_id INTEGER NOT NULL REFERENCES answers (id)
) STRICT;

CREATE TABLE record_keys (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    record_id INTEGER NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, key)
) STRICT;
CREATE INDEX record_keys_by_record ON record_keys (record_id);

CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    sent_at REAL NOT NULL,
    endpoint TEXT NOT NULL,
    pool TEXT NOT NULL,
    cost INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    elapsed REAL,
    origin TEXT NOT NULL,
    search_id INTEGER REFERENCES searches (id) ON DELETE SET NULL,
    answer_id INTEGER REFERENCES answers (id) ON DELETE SET NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ledger_by_time ON ledger (sent_at);
