import { type FieldName, fieldNames, fieldOf } from '../model/fields.ts'
import { int, keyOf, long, run, text } from './columns.ts'
import type { ColumnDefinition, TableDefinition } from './definition.ts'

/** The column of a field, where the Tables page shows it. The id is the key of silver. */
function shown(name: FieldName): ColumnDefinition[] {
  const { shown } = fieldOf(name)
  return shown ? [{ key: name === 'id' ? 'movie_id' : name, ...shown }] : []
}

/** Cleaned films, their genres, and what was refused. */
export const silverTables: readonly TableDefinition[] = [
  {
    key: 'silver_movie',
    label: 'Silver: films',
    layer: 'silver',
    grain: 'One row per film, cleaned',
    columns: [
      ...fieldNames.flatMap(shown),
      { key: 'content_hash', label: 'Content hash', kind: 'hash', width: 140 },
      keyOf('bronze_page', 'page_id', 'Bronze page', 100),
      run('first_run', 'First run', 90),
      run('last_changed_run', 'Changed in run', 120),
    ],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
  {
    key: 'silver_movie_genre',
    label: 'Silver: genres',
    layer: 'silver',
    grain: 'One row per film and genre',
    columns: [int('movie_id', 'Film id'), text('genre', 'Genre', 200)],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
  {
    key: 'movie_presence',
    label: 'Silver: presence',
    layer: 'silver',
    grain: 'One row per film that a completed run has met',
    columns: [
      int('movie_id', 'Film id'),
      run('confirmed_run', 'Confirmed by run', 140),
      int('missed_sweeps', 'Missed', 100, 'loads'),
      run('tombstoned_run', 'Removed by run', 130),
    ],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
  {
    key: 'quarantine',
    label: 'Refused films',
    layer: 'silver',
    grain: 'One row per refused film',
    columns: [
      int('quarantine_id', 'Id', 80),
      run(),
      keyOf('bronze_page', 'page_id', 'Bronze page', 100),
      int('position', 'Position', 90),
      int('movie_id', 'Film id'),
      text('rule', 'Rule', 180),
      long('reason', 'Reason', 320),
      long('payload', 'Payload', 320),
      text('status', 'Status', 100),
    ],
  },
]
