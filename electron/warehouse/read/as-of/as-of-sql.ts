import { dimensionOf, type SetId, setIds } from '../../../../shared/model/dimensions.ts'
import type { FieldName } from '../../../../shared/model/fields.ts'
import { namesInText, setField, singles } from '../../gold/gathered.ts'
import { laterJoin, laterOf, thenThere, thenValue } from './then-sql.ts'

const columns = ['imdb_code', 'title', 'title_english', ...singles.map(({ column }) => column as FieldName)] as const
const setFields = setIds.map((id) => setField(dimensionOf(id).silver))

/** The members of a set as `movie_change` has them: names with a comma and a space between. */
const oldMembers = (id: SetId) => `t.${id}_then`

/** The films that were there, with what silver had of them. */
function filmsThen(run: number): string {
  const sets = setIds.map((id, index) => `${laterOf(`${setFields[index]}`)}.old AS ${id}_then`)
  return `film_then AS (
  SELECT s.movie_id, ${columns.map((column) => `${thenValue(column)} AS ${column}`).join(',\n    ')}, ${sets.join(', ')},
    ${laterOf('title')}.change_id IS NULL AND ${laterOf('title_english')}.change_id IS NULL AS is_title_now,
    coalesce((SELECT max(run_id) FROM movie_change
      WHERE movie_id = s.movie_id AND field <> 'state_of_row' AND run_id <= ${run}), s.first_run) AS run_id
  FROM silver_movie AS s JOIN movie_presence AS p USING (movie_id)
  ${[...columns, ...setFields, 'state_of_row'].map((field) => laterJoin(field, run)).join('\n  ')}
  WHERE ${thenThere(run)}
)`
}

/** The members that each film had of a set. */
function junctionThen(id: SetId): string {
  const { silver, gold } = dimensionOf(id)
  const { junction, table, key, value } = gold
  const member = silver.replace('silver_movie_', '')
  const old = oldMembers(id)
  return `${junction} AS (
  SELECT t.movie_id, d.${key} FROM film_then AS t JOIN ${silver} AS g USING (movie_id)
  JOIN ${table} AS d ON d.${value.column} = g.${member} WHERE ${old} IS NULL
  UNION ALL
  SELECT t.movie_id, d.${key} FROM film_then AS t JOIN json_each(${namesInText(old)}) AS g
  JOIN ${table} AS d ON d.${value.column} = g.value WHERE ${old} IS NOT NULL
)`
}

function membersThen(id: SetId): string {
  const { silver, gold } = dimensionOf(id)
  const old = oldMembers(id)
  return `CASE WHEN ${old} IS NULL THEN (SELECT count(*) FROM ${silver} AS g WHERE g.movie_id = t.movie_id)
      ELSE json_array_length(${namesInText(old)}) END AS ${gold.count}`
}

function factThen(): string {
  const keys = singles.map(({ dimension: { gold } }) => `coalesce(${gold.table}.${gold.key}, 0) AS ${gold.key}`)
  const measures = singles.flatMap(({ dimension: { gold }, column }) =>
    gold.measure ? [`t.${column} AS ${gold.measure.column}`] : [],
  )
  const joins = singles.map(
    ({ dimension: { gold }, column }) => `LEFT JOIN ${gold.table} ON ${gold.table}.${gold.value.column} = t.${column}`,
  )
  return `fact_movies AS (
  SELECT t.movie_id, t.imdb_code, m.movie_key, ${[...keys, ...measures].join(', ')},
    ${setIds.map(membersThen).join(',\n    ')}, t.run_id
  FROM film_then AS t JOIN main.dim_movie AS m USING (movie_id)
  ${joins.join('\n  ')}
)`
}

const movieThen = `dim_movie AS (
  SELECT m.movie_key, m.movie_id, t.title,
    CASE WHEN t.is_title_now THEN m.title_sort ELSE fold_title(t.title) END AS title_sort,
    CASE WHEN t.is_title_now THEN m.title_search ELSE search_text(t.title, t.title_english) END AS title_search
  FROM film_then AS t JOIN main.dim_movie AS m USING (movie_id)
)`

/**
 * A statement over gold as one over the catalogue as it was after a run: tables of the same names, made of silver and what changed since,
 * stand before those of gold. Null = the statement as it is.
 */
export function asOfStatement(sql: string, asOf: { runId: number } | null): string {
  if (asOf === null) return sql
  const run = Math.trunc(asOf.runId)
  const tables = [filmsThen(run), ...setIds.map(junctionThen), factThen(), movieThen].join(',\n')
  return sql.startsWith('WITH ') ? `WITH ${tables},\n${sql.slice('WITH '.length)}` : `WITH ${tables}\n${sql}`
}

/** What is said above such a statement. */
export function asOfRemarks(asOf: { runId: number } | null): string[] {
  if (asOf === null) return []
  return [
    `The catalogue as it was after run ${Math.trunc(asOf.runId)}: what changed later is undone. Its tables stand first.`,
  ]
}
