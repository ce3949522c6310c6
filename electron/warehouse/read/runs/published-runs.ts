import type { PublishedRun } from '../../../../shared/contract/sync.ts'
import type { ReadableDb } from '../../file/connection.ts'

/**
 * What each published run made of the catalogue. What a run brought that was not published itself counts for the next that was; a film
 * that came and changed before one publish came. Films that are told of by run ids later than the last publish are of none yet.
 */
const sql = `WITH span AS (
    SELECT run_id, (SELECT min(run_id) FROM run AS p WHERE p.status = 'complete' AND p.run_id >= r.run_id) AS published
    FROM run AS r),
  came AS (
    SELECT s.movie_id, span.published FROM silver_movie AS s JOIN movie_presence AS p USING (movie_id)
    JOIN span ON span.run_id = max(p.confirmed_run, s.first_run)),
  added AS (SELECT published, count(*) AS films FROM came GROUP BY published),
  changed AS (
    SELECT c.published, count(*) AS films FROM (
      SELECT DISTINCT span.published, c.movie_id FROM movie_change AS c JOIN span USING (run_id)
      WHERE c.field <> 'state_of_row') AS c
    JOIN came USING (movie_id) WHERE came.published < c.published GROUP BY c.published),
  moved AS (
    SELECT run_id AS published, sum(new = 'removed') AS removed, sum(new = 'present') AS returned
    FROM movie_change WHERE field = 'state_of_row' GROUP BY run_id)
  SELECT r.run_id AS runId, r.finished_at AS at, r.started_at AS startedAt, r."trigger", r.mode, g.rows_out AS films,
    coalesce(added.films, 0) AS added, coalesce(changed.films, 0) AS changed, coalesce(moved.removed, 0) AS removed,
    coalesce(moved.returned, 0) AS returned, r.quarantined, r.duration_ms AS durationMs, r.bytes
  FROM run AS r LEFT JOIN run_stage AS g ON g.run_id = r.run_id AND g.stage = 'gold'
    LEFT JOIN added ON added.published = r.run_id LEFT JOIN changed ON changed.published = r.run_id
    LEFT JOIN moved ON moved.published = r.run_id
  WHERE r.status = 'complete' AND r.finished_at IS NOT NULL ORDER BY r.run_id DESC`

/** Every run that was published, newest first. */
export function publishedRuns(db: ReadableDb): PublishedRun[] {
  return db.prepare<[], PublishedRun>(sql).all()
}
