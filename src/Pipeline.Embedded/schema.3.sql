-- Runs once on a file whose tables are those of schema.2.sql.
-- The pieces of archive/ that count: each is a whole gzip member. Whatever lies behind the last one of a file was never committed.
CREATE TABLE archives (
    id     INTEGER PRIMARY KEY,
    file   TEXT NOT NULL,
    start  INTEGER NOT NULL,
    length INTEGER NOT NULL,
    events INTEGER NOT NULL,
    UNIQUE (file, start)
);
-- How many ids of accepted events have left inbox; null where an earlier version may have dropped some uncounted.
CREATE TABLE forgotten (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    inbox INTEGER
);
INSERT INTO forgotten VALUES (1, CASE WHEN EXISTS (SELECT 1 FROM cursors) THEN NULL ELSE 0 END);
