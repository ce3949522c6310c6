/**
 * Bronze and the run ledger: what cannot be made again without the network. Times are epoch milliseconds unless the name
 * ends in `_s`; `trigger` and `status` words are those of shared/contract/sync.ts and shared/ipc/progress.ts.
 */
export const version = 10
export const name = 'bronze and ledger'

export const sql = `
CREATE TABLE run (
  run_id INTEGER PRIMARY KEY AUTOINCREMENT,
  mode TEXT NOT NULL CHECK (mode IN ('incremental', 'full')),
  "trigger" TEXT NOT NULL CHECK ("trigger" IN ('manual', 'schedule', 'cli', 'resume')),
  status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'complete', 'partial', 'cancelled', 'failed', 'interrupted')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  duration_ms INTEGER,
  source_url TEXT NOT NULL,
  source_host TEXT NOT NULL,
  is_sample INTEGER NOT NULL DEFAULT 0 CHECK (is_sample IN (0, 1)),
  page_limit INTEGER NOT NULL,
  max_workers INTEGER NOT NULL,
  movie_count INTEGER,
  -- The fetch plan as JSON, written in the same transaction as the pages it counts as done.
  plan TEXT,
  unstable INTEGER NOT NULL DEFAULT 0 CHECK (unstable IN (0, 1)),
  pages_planned INTEGER NOT NULL DEFAULT 0,
  pages_done INTEGER NOT NULL DEFAULT 0,
  requests INTEGER NOT NULL DEFAULT 0,
  retries INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  fetched INTEGER NOT NULL DEFAULT 0,
  inserted INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  watermark_before_s INTEGER,
  watermark_after_s INTEGER,
  error_kind TEXT,
  error_message TEXT
) STRICT;

CREATE TABLE bronze_page (
  page_id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  page INTEGER NOT NULL,
  page_limit INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  http_status INTEGER NOT NULL,
  -- How body is stored. wire_codec is how it came; they differ only where an uncompressed answer was compressed for storage.
  codec TEXT NOT NULL CHECK (codec IN ('identity', 'gzip', 'deflate', 'br')),
  wire_codec TEXT NOT NULL CHECK (wire_codec IN ('identity', 'gzip', 'deflate', 'br')),
  stored_bytes INTEGER NOT NULL,
  -- Decompressed size; sha256 (hex) is of the decompressed bytes, so it does not depend on the codec.
  byte_length INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  -- Last, so that everything else of a row is read without walking through it.
  body BLOB NOT NULL
) STRICT;
CREATE INDEX bronze_page_run ON bronze_page (run_id, page);

CREATE TABLE run_page (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  page INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ok', 'failed')),
  attempts INTEGER NOT NULL,
  row_count INTEGER NOT NULL DEFAULT 0,
  page_id INTEGER REFERENCES bronze_page (page_id),
  error_kind TEXT,
  error TEXT,
  PRIMARY KEY (run_id, page)
) STRICT, WITHOUT ROWID;

-- Which films a run met, in which stripe: the seam repair, the confirmed set and tombstones rest on it.
CREATE TABLE seen (
  run_id INTEGER NOT NULL,
  movie_id INTEGER NOT NULL,
  stripe INTEGER NOT NULL,
  page INTEGER NOT NULL,
  PRIMARY KEY (run_id, movie_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_stage (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  stage TEXT NOT NULL,
  rows_in INTEGER NOT NULL,
  rows_out INTEGER NOT NULL,
  refused INTEGER NOT NULL DEFAULT 0,
  ms REAL NOT NULL,
  PRIMARY KEY (run_id, stage)
) STRICT, WITHOUT ROWID;

-- How often each cleaning rule acted on the rows of a run.
CREATE TABLE run_rule (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  rule TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (run_id, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE schema_drift (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  field TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('new_field', 'missing_field', 'type_changed')),
  count INTEGER NOT NULL,
  sample TEXT NOT NULL,
  PRIMARY KEY (run_id, field, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE quality_result (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  check_name TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
  status TEXT NOT NULL CHECK (status IN ('passed', 'failed', 'not_evaluated', 'broken')),
  failed INTEGER NOT NULL,
  total INTEGER NOT NULL,
  ms REAL NOT NULL,
  PRIMARY KEY (run_id, check_name)
) STRICT, WITHOUT ROWID;

-- Single values: confirmed watermark, gold version, published run, content digest.
CREATE TABLE warehouse_state (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
