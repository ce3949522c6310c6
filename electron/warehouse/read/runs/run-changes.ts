import type { ChannelOutput, ParsedInput } from '../../../../shared/contract/index.ts'
import type { RunChange } from '../../../../shared/contract/warehouse.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { runFilmsSql } from './run-films.ts'

type Kind = RunChange['kind']

const returned = (runId: number) =>
  `SELECT movie_id FROM movie_change WHERE run_id = ${Math.trunc(runId)} AND field = 'state_of_row' AND new = 'present'`

/** In the order of a list of all: what changed comes before the many that are new. */
const kindsOf: Record<ParsedInput<'runs.changes'>['kind'], readonly Kind[]> = {
  all: ['updated', 'removed', 'returned', 'added'],
  added: ['added'],
  updated: ['updated'],
  removed: ['removed', 'returned'],
}

/** A window of the films that a run added, updated (each with its fields, old and new) or removed, by kind and film id. */
export function runChanges(
  db: ReadableDb,
  { runId, kind, offset, limit }: ParsedInput<'runs.changes'>,
): ChannelOutput<'runs.changes'> {
  const fields = db.prepare<[number, number], RunChange['fields'][number]>(
    `SELECT field, old, new FROM movie_change WHERE run_id = ? AND movie_id = ? AND field <> 'state_of_row' ORDER BY change_id`,
  )
  const changes: RunChange[] = []
  let total = 0
  for (const each of kindsOf[kind]) {
    const films = each === 'returned' ? returned(runId) : runFilmsSql({ runId, kind: each })
    const count = Number(db.prepare(`SELECT COUNT(DISTINCT movie_id) FROM (${films})`).pluck().get())
    const skip = Math.max(0, offset - total)
    const wanted = limit - changes.length
    total += count
    if (wanted <= 0 || skip >= count) continue
    const rows = db
      .prepare<[number, number], { movieId: number; title: string }>(
        `SELECT s.movie_id AS movieId, s.title FROM (SELECT DISTINCT movie_id FROM (${films})) JOIN silver_movie AS s USING (movie_id)
         ORDER BY s.movie_id LIMIT ? OFFSET ?`,
      )
      .all(wanted, skip)
    for (const row of rows)
      changes.push({ ...row, kind: each, fields: each === 'updated' ? fields.all(runId, row.movieId) : [] })
  }
  return { total, changes }
}
