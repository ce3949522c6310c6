/** Fields that the source did not send: a key that is absent from a row takes no known value away until a person agrees. */
export const version = 40
export const name = 'missing fields'

export const sql = `
-- A person agreed that fields which are not sent any more are unknown: the run's rows are taken at their word.
ALTER TABLE run ADD COLUMN missing_accepted INTEGER NOT NULL DEFAULT 0 CHECK (missing_accepted IN (0, 1));

-- How many films of a run came without a field's key, and for how many of them a known value was kept.
CREATE TABLE run_missing_field (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  field TEXT NOT NULL,
  films INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  PRIMARY KEY (run_id, field)
) STRICT, WITHOUT ROWID;
`
