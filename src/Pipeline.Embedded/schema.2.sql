-- Runs once on a file whose tables are those of schema.1.sql.
-- XxHash3 of the event's bytes, seeded with its position; null for events of earlier versions of the pipeline.
ALTER TABLE events ADD COLUMN checksum INTEGER;
-- When the wait until due began (Unix milliseconds): a clock that was set back since makes no wait longer.
ALTER TABLE retries ADD COLUMN scheduled_at INTEGER;
