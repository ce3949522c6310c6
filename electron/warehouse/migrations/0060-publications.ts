/** What was published to which destination. For people: what is published where, a destination says itself. */
export const version = 60
export const name = 'publications'

export const sql = `
CREATE TABLE publication (
  publication_id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The name in config.json.
  destination TEXT NOT NULL,
  kind TEXT NOT NULL,
  producer TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('full', 'rollback')),
  status TEXT NOT NULL CHECK (status IN ('published', 'failed', 'cancelled')),
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
CREATE INDEX publication_destination ON publication (destination, publication_id);

CREATE TABLE publication_table (
  publication_id INTEGER NOT NULL REFERENCES publication (publication_id),
  table_name TEXT NOT NULL,
  sent INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (publication_id, table_name)
) STRICT, WITHOUT ROWID;

-- Tells this warehouse from all others at a destination; a restored backup gets another one.
INSERT OR IGNORE INTO warehouse_state (key, value) VALUES ('warehouse_id', lower(hex(randomblob(16))));
`
