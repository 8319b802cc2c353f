-- The event log. A position is the order of commits; a sequence is the version that the event made in its subject's stream.
CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    type     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    sequence INTEGER,
    event    BLOB NOT NULL -- the whole CloudEvent as JSON
);
CREATE UNIQUE INDEX IF NOT EXISTS events_stream ON events (subject, sequence) WHERE sequence IS NOT NULL;

CREATE TABLE IF NOT EXISTS orders (
    order_id TEXT PRIMARY KEY,
    version  INTEGER NOT NULL,
    state    BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS order_views (
    order_id    TEXT PRIMARY KEY,
    version     INTEGER NOT NULL,
    status      TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    view        BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS order_views_customer ON order_views (customer_id, order_id);
CREATE INDEX IF NOT EXISTS order_views_attention ON order_views (order_id) WHERE status = 'needs-attention';

-- received is all that was ever put into stock: received = on_hand + what confirmed orders took.
CREATE TABLE IF NOT EXISTS stock (
    sku      TEXT PRIMARY KEY,
    on_hand  INTEGER NOT NULL CHECK (on_hand >= reserved),
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    received INTEGER NOT NULL
) WITHOUT ROWID;

-- status: 1 held, 2 firm, 3 taken, 4 released (ReservationStatus); items: "sku quantity" lines.
CREATE TABLE IF NOT EXISTS reservations (
    order_id TEXT PRIMARY KEY,
    status   INTEGER NOT NULL,
    items    TEXT NOT NULL
) WITHOUT ROWID;

-- definition_id follows in schema.1.sql.
CREATE TABLE IF NOT EXISTS sagas (
    saga_id    TEXT PRIMARY KEY,
    definition TEXT NOT NULL,
    phase      TEXT NOT NULL,
    state      BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sagas_open ON sagas (phase, saga_id) WHERE phase NOT IN ('completed', 'compensated');

-- Every event up to position was handled or skipped, but for the positions in holes (delta-coded, 7 bits a byte).
-- handled counts the deliveries that took effect.
CREATE TABLE IF NOT EXISTS cursors (
    queue    TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    holes    BLOB NOT NULL,
    handled  INTEGER NOT NULL
) WITHOUT ROWID;

-- Deliveries that left their queue's line: to be tried again at due (Unix milliseconds), or replays of a dead letter.
CREATE TABLE IF NOT EXISTS retries (
    id          INTEGER PRIMARY KEY,
    queue       TEXT NOT NULL,
    position    INTEGER,
    dead_letter TEXT,
    attempts    INTEGER NOT NULL,
    due         INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    event       BLOB NOT NULL
);

CREATE TABLE IF NOT EXISTS dead_letters (
    id         TEXT PRIMARY KEY,
    queue      TEXT NOT NULL,
    source     TEXT NOT NULL,
    event_id   TEXT NOT NULL,
    position   INTEGER,
    reason     TEXT NOT NULL,
    detail     TEXT NOT NULL,
    attempts   INTEGER NOT NULL,
    status     TEXT NOT NULL,
    arrived_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    event      BLOB NOT NULL,
    UNIQUE (queue, source, event_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dead_letters_open ON dead_letters (id) WHERE status = 'open';

-- Events from outside that were accepted; the same source and id is accepted once.
-- Rowids follow time here and in idempotency_keys, so that what has expired is found at the front without an index.
CREATE TABLE IF NOT EXISTS inbox (
    source      TEXT NOT NULL,
    event_id    TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (source, event_id)
);

CREATE TABLE IF NOT EXISTS idempotency_keys (
    key         TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    order_id    TEXT NOT NULL,
    claimed_at  INTEGER NOT NULL,
    status      INTEGER,
    location    TEXT,
    body        TEXT
);

-- One row, written by every readiness check: a disk that is full shows only when something is written.
CREATE TABLE IF NOT EXISTS readiness (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    checked_at INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
