import { type FieldName, fieldOf } from '../../../../shared/model/fields.ts'

/**
 * A catalogue as it was after a run is silver with all later changes undone. Of a film's later changes of a field the first decides,
 * also where what was before it is unknown: its `old` is the value of then.
 */

/** What tells one field's first later change from another's. */
export const laterOf = (field: string): string => `later_${field}`

/**
 * Joins a film's first change of a field after a run, over `s`, a film of silver.
 *
 * @param run a run's number, or a parameter's name
 */
export function laterJoin(field: string, run: number | string): string {
  const later = laterOf(field)
  return `LEFT JOIN movie_change AS ${later} ON ${later}.change_id = (
    SELECT min(change_id) FROM movie_change WHERE movie_id = s.movie_id AND field = '${field}' AND run_id > ${run})`
}

/** A column of silver as it was, over `laterJoin` of it. */
export function thenValue(column: FieldName): string {
  const later = laterOf(column)
  const type = fieldOf(column).type ?? 'TEXT'
  const old = type === 'TEXT' ? `${later}.old` : `CAST(${later}.old AS ${type})`
  return `CASE WHEN ${later}.change_id IS NULL THEN s.${column} ELSE ${old} END`
}

/** Whether a film was in the catalogue after a run, over `s`, its presence `p` and `laterJoin` of `state_of_row`. */
export function thenThere(run: number | string): string {
  return `s.first_run <= ${run} AND p.confirmed_run <= ${run}
    AND coalesce(${laterOf('state_of_row')}.old, CASE WHEN p.tombstoned_run IS NULL THEN 'present' ELSE 'removed' END) = 'present'`
}

/** Columns of silver of one film (`@movieId`) as they were after a run (`@runId`), by their names; whether it was there is not asked. */
export function filmThenSql(columns: readonly FieldName[], also: readonly string[] = []): string {
  return `SELECT ${[...columns.map((column) => `${thenValue(column)} AS ${column}`), ...also].join(', ')}
    FROM silver_movie AS s ${columns.map((column) => laterJoin(column, '@runId')).join('\n')} WHERE s.movie_id = @movieId`
}
