-- Every facet value ever seen, and what was asked for: typing answers from here first.
CREATE TABLE facet_values (
    facet TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    headline TEXT NOT NULL DEFAULT '',
    seen_at REAL NOT NULL,
    PRIMARY KEY (facet, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE facet_prefixes (
    facet TEXT NOT NULL,
    prefix TEXT NOT NULL,
    complete INTEGER NOT NULL,
    answer_id INTEGER NOT NULL REFERENCES answers (id),
    PRIMARY KEY (facet, prefix)
) STRICT, WITHOUT ROWID;

-- What a person asks again: a query under a name of their own.
CREATE TABLE saved_queries (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind TEXT NOT NULL,
    asked TEXT NOT NULL,
    viewer_id TEXT NOT NULL DEFAULT '',
    created_at REAL NOT NULL,
    used_at REAL NOT NULL
) STRICT;
