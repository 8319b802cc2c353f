-- Runs once on a file whose tables are those of schema.sql, new or old.
-- Every definition that a saga was started with, whole and once; sagas of earlier versions of the pipeline have none.
CREATE TABLE saga_definitions (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    definition BLOB NOT NULL,
    UNIQUE (name, version, definition)
);
ALTER TABLE sagas ADD COLUMN definition_id INTEGER REFERENCES saga_definitions (id);
