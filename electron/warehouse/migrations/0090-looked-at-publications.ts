/** A publish that found nothing to send is noted, and so is a verification. Made again, as SQLite changes no CHECK of a table that is there. */
export const version = 90
export const name = 'unchanged and verified publications'

export const sql = `
CREATE TABLE publication_next (
  publication_id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The name in config.json.
  destination TEXT NOT NULL,
  kind TEXT NOT NULL,
  producer TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('full', 'incremental', 'rollback', 'verify')),
  -- unchanged: the destination had it already. verified and differs: what a verification found.
  status TEXT NOT NULL CHECK (status IN ('published', 'unchanged', 'verified', 'differs', 'failed', 'cancelled')),
  -- The destination's number; null where nothing was published.
  version INTEGER,
  gold_version INTEGER,
  published_run INTEGER,
  -- Epoch milliseconds.
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  error_kind TEXT,
  error_message TEXT
) STRICT;
INSERT INTO publication_next (publication_id, destination, kind, producer, mode, status, version, gold_version, published_run,
  started_at, finished_at, bytes, error_kind, error_message)
SELECT publication_id, destination, kind, producer, mode, status, version, gold_version, published_run,
  started_at, finished_at, bytes, error_kind, error_message FROM publication;
DROP TABLE publication;
ALTER TABLE publication_next RENAME TO publication;
CREATE INDEX publication_destination ON publication (destination, publication_id);
`
