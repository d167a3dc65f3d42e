-- Everything stored belongs to one account on one server: its scope. Scope 0 holds what was stored
-- before scopes existed, and what an older program still writes; viewer '*' means "not recorded".
CREATE TABLE scopes (
    id INTEGER PRIMARY KEY,
    server TEXT NOT NULL,
    account TEXT NOT NULL,
    used_at REAL NOT NULL,
    UNIQUE (server, account)
) STRICT;

-- The accounts that had sent requests by then, if there is anything to place.
INSERT INTO own (name, value)
SELECT 'accounts_before_scopes',
    CAST(COALESCE((SELECT group_concat(account, ' ') FROM slots), '') AS BLOB)
WHERE EXISTS (SELECT 1 FROM answers) OR EXISTS (SELECT 1 FROM ledger)
    OR EXISTS (SELECT 1 FROM searches);

ALTER TABLE answers ADD COLUMN scope_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answers ADD COLUMN viewer_id TEXT NOT NULL DEFAULT '*';
CREATE INDEX answers_by_scope ON answers (scope_id);
ALTER TABLE ledger ADD COLUMN scope_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ledger_without_scope ON ledger (id) WHERE scope_id = 0;
ALTER TABLE runs ADD COLUMN scope_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN viewer_id TEXT NOT NULL DEFAULT '*';
ALTER TABLE entries ADD COLUMN scope_id INTEGER NOT NULL DEFAULT 0;

CREATE TABLE searches_new (
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
    scope_id INTEGER NOT NULL DEFAULT 0,
    UNIQUE (scope_id, kind, query_key, viewer_id, generation)
) STRICT;
INSERT INTO searches_new
SELECT id, kind, query_key, viewer_id, generation, title, url, state, total, loaded, created_at,
    updated_at, 0
FROM searches;
DROP TABLE searches;
ALTER TABLE searches_new RENAME TO searches;
CREATE INDEX searches_by_time ON searches (updated_at);

CREATE TABLE records_new (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    answer_id INTEGER NOT NULL REFERENCES answers (id),
    scope_id INTEGER NOT NULL DEFAULT 0,
    viewer_id TEXT NOT NULL DEFAULT '*'
) STRICT;
INSERT INTO records_new SELECT id, kind, answer_id, 0, '*' FROM records;
CREATE TABLE record_keys_new (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    record_id INTEGER NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    scope_id INTEGER NOT NULL DEFAULT 0,
    viewer_id TEXT NOT NULL DEFAULT '*',
    PRIMARY KEY (scope_id, kind, key, viewer_id)
) STRICT;
INSERT INTO record_keys_new SELECT kind, key, record_id, 0, '*' FROM record_keys;
DROP TABLE record_keys;
DROP TABLE records;
ALTER TABLE records_new RENAME TO records;
ALTER TABLE record_keys_new RENAME TO record_keys;
CREATE INDEX record_keys_by_record ON record_keys (record_id);
CREATE INDEX records_by_answer ON records (answer_id);

-- Records that Lix said it does not have: asking again may cost again.
CREATE TABLE missing_records (
    scope_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    viewer_id TEXT NOT NULL,
    sentence TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (scope_id, kind, key, viewer_id)
) STRICT, WITHOUT ROWID;

-- SQLite before 3.41 takes a table without row ids for damaged (quick_check) where the columns of
-- its key don't come first and in that order.
CREATE TABLE facet_values_new (
    scope_id INTEGER NOT NULL DEFAULT 0,
    facet TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    headline TEXT NOT NULL DEFAULT '',
    seen_at REAL NOT NULL,
    PRIMARY KEY (scope_id, facet, id)
) STRICT, WITHOUT ROWID;
INSERT INTO facet_values_new SELECT 0, facet, id, text, headline, seen_at FROM facet_values;
DROP TABLE facet_values;
ALTER TABLE facet_values_new RENAME TO facet_values;

CREATE TABLE facet_prefixes_new (
    scope_id INTEGER NOT NULL DEFAULT 0,
    facet TEXT NOT NULL,
    prefix TEXT NOT NULL,
    viewer_id TEXT NOT NULL DEFAULT '*',
    complete INTEGER NOT NULL,
    answer_id INTEGER NOT NULL REFERENCES answers (id),
    PRIMARY KEY (scope_id, facet, prefix, viewer_id)
) STRICT, WITHOUT ROWID;
INSERT INTO facet_prefixes_new
SELECT 0, facet, prefix, '*', complete, answer_id FROM facet_prefixes;
DROP TABLE facet_prefixes;
ALTER TABLE facet_prefixes_new RENAME TO facet_prefixes;

CREATE TABLE entry_keys_new (
    scope_id INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    PRIMARY KEY (scope_id, kind, key)
) STRICT, WITHOUT ROWID;
INSERT INTO entry_keys_new SELECT 0, kind, key, entry_id FROM entry_keys;
DROP TABLE entry_keys;
ALTER TABLE entry_keys_new RENAME TO entry_keys;
CREATE INDEX entry_keys_by_entry ON entry_keys (entry_id);
