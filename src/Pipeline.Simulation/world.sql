-- status: 1 open, 2 captured, 3 failed, 4 voided (SimulatedStatus).
-- notify_at (Unix milliseconds): when to notify the merchant; null when there is nothing, or nothing more, to report.
CREATE TABLE IF NOT EXISTS payments (
    id          TEXT PRIMARY KEY,
    order_id    TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    amount      INTEGER NOT NULL,
    currency    TEXT NOT NULL,
    status      INTEGER NOT NULL,
    refunded    INTEGER NOT NULL DEFAULT 0,
    created_at  INTEGER NOT NULL,
    notify_at   INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS payments_to_notify ON payments (notify_at) WHERE notify_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS refunds (
    id         TEXT PRIMARY KEY,
    payment_id TEXT NOT NULL,
    amount     INTEGER NOT NULL
) WITHOUT ROWID;

-- A cancelled parcel stays as a tombstone, even if it was never scheduled.
CREATE TABLE IF NOT EXISTS shipments (
    order_id  TEXT PRIMARY KEY,
    cancelled INTEGER NOT NULL
) WITHOUT ROWID;
