import type { ParsedInput } from '../../../../shared/contract/index.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import { dimensions, setIds } from '../../../../shared/model/dimensions.ts'
import type { ColumnDefinition, ColumnKind } from '../../../../shared/table-definitions/definition.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { identifier, type TableSource } from './table-source.ts'

// The parts of the statements over browsable tables.

export type Cell = string | number | null
export type Parameters = Record<string, Cell>
type Sort = ParsedInput<'tables.page'>['sort']

/** Columns of the fact that are sets of bits. */
const masks: ReadonlySet<string> = new Set(setIds.map((id) => dimensions[id].gold.mask))

/** Cells of a page hold at most this many characters; the inspector has the whole text. */
const longestCell = 2000

/** @throws KnownError `bad_input` for a sort column that the table does not have */
export function refuseStrangers({ definition }: TableSource, sort: Sort): void {
  const stranger = sort.find(({ key }) => !definition.columns.some((column) => column.key === key))
  if (stranger) throw new KnownError('bad_input', `The table has no column ${stranger.key}.`)
}

/** What a search for a text is bound to. */
export function searchParameters(condition: string, text: string): Parameters {
  return condition === '' ? {} : { text: `%${text.replace(/[\\%_]/g, '\\$&')}%` }
}

/** Has the films of each member counted where a table shows them. */
export function provideFilms(
  db: ReadableDb,
  source: TableSource,
  films: (factKey: string) => ReadonlyMap<number, number>,
): void {
  if (!source.factKey) return
  const counted = films(source.factKey)
  // A join with a list of numbers made here has no index, and took seconds for thousands of days.
  db.function('films_of', (key: unknown) => counted.get(Number(key)) ?? 0)
}

/** How many rows of a table pass a condition. */
export function countRows(db: ReadableDb, source: TableSource, condition: string, parameters: Parameters): number {
  return Number(db.prepare(`SELECT COUNT(*) FROM ${source.table} AS t ${condition}`).pluck().get(parameters))
}

/** Films of a member are counted; another table may have a column of that name. */
function isCounted({ factKey }: TableSource, key: string): boolean {
  return key === 'films' && factKey !== undefined
}

function filmsExpression({ key }: TableSource): string {
  return `films_of(t.${key[0]})`
}

/** A column's value; long texts cut, but for those who want them whole. */
export function cellExpression(source: TableSource, { key, kind }: ColumnDefinition, whole = false): string {
  if (isCounted(source, key)) return filmsExpression(source)
  // A mask of 62 bits is more than a JavaScript number holds.
  if (masks.has(key)) return `printf('0x%x', t.${identifier(key)})`
  const column = `t.${identifier(key)}`
  return !whole && (kind === 'longtext' || kind === 'text') ? `substr(${column}, 1, ${longestCell})` : column
}

const textKinds: ReadonlySet<ColumnKind> = new Set(['text', 'longtext', 'date', 'hash'])

/** Text that any text column must contain, ignoring the case of ASCII letters; a number may be in a number column too. */
export function searchCondition(source: TableSource, text: string): string {
  if (text === '') return ''
  const isNumber = /^[\d.]+$/.test(text)
  const searched = source.definition.columns.filter(
    ({ key, kind }) => !isCounted(source, key) && !masks.has(key) && (isNumber || textKinds.has(kind)),
  )
  if (searched.length === 0) return 'WHERE 0'
  return `WHERE (${searched.map(({ key }) => `t.${identifier(key)} LIKE @text ESCAPE '\\'`).join(' OR ')})`
}

/** `ORDER BY …`: empty cells last, ties by the film's title where the table has it, then by key. */
export function order(source: TableSource, sort: Sort, reverse: boolean): string {
  const directions = (dir: 'asc' | 'desc') => ((dir === 'asc') !== reverse ? 'ASC' : 'DESC')
  const keys = source.key.map((key) => `t.${key}`)
  const byKey = keys.map((key) => `${key} ${directions('asc')}`)
  const [first] = sort
  if (!first) return `ORDER BY ${byKey.join(', ')}`
  // A key column is never null, and ordering by it alone lets SQLite walk the table.
  if (keys[0] === `t.${identifier(first.key)}` && (keys.length === 1 || sort.length === 1))
    return `ORDER BY ${keys.map((key) => `${key} ${directions(first.dir)}`).join(', ')}`
  const hasTitle = source.definition.columns.some(({ key }) => key === 'title')
  const ties = hasTitle && !sort.some(({ key }) => key === 'title') ? [{ key: 'title', dir: 'asc' as const }] : []
  const sorted = [...sort, ...ties].map(({ key, dir }) => {
    const column = isCounted(source, key) ? filmsExpression(source) : `t.${identifier(key)}`
    return `${column} ${directions(dir)} NULLS ${reverse ? 'FIRST' : 'LAST'}`
  })
  return `ORDER BY ${[...sorted, ...byKey].join(', ')}`
}
