import type { Dimension } from '../../shared/model/dimension.ts'
import { dimensionOf, setIds } from '../../shared/model/dimensions.ts'
import { movieFields } from '../../shared/model/fields.ts'
import { type TableKey, tabledIds } from '../../shared/table-definitions/definition.ts'
import { tableDefinition } from '../../shared/tables.ts'

/** What may be published: the star always; on request the cleaned films, and the changes with the runs that made them. */
export const layers = ['gold', 'silver', 'history'] as const
export type Layer = (typeof layers)[number]

/** The type of a column at a destination: INT and BIGINT, DECIMAL(3,1), DATE, STRING. */
export type PublishedKind = 'int' | 'bigint' | 'decimal' | 'date' | 'string'

export interface PublishedColumn {
  name: string
  kind: PublishedKind
  /** Table and column that a key leads to. */
  leadsTo?: string
}

export interface PublishedTable {
  name: TableKey
  layer: Layer
  /** Columns that tell one row from all others; never null. */
  key: readonly string[]
  columns: readonly PublishedColumn[]
}

type StoredType = 'INTEGER' | 'REAL' | 'TEXT'
const kindOfType = { INTEGER: 'int', REAL: 'decimal', TEXT: 'string' } as const satisfies Record<
  StoredType,
  PublishedKind
>

const movieKey: PublishedColumn = { name: 'movie_key', kind: 'int' }
const movieId: PublishedColumn = { name: 'movie_id', kind: 'bigint' }
const toFact: PublishedColumn = { ...movieId, leadsTo: 'fact_movies.movie_id' }
const textOf = (name: string): PublishedColumn => ({ name, kind: 'string' })

/** The key of a dimension as the fact or a junction has it. */
export function keyTo({ gold: { table, key } }: Dimension): PublishedColumn {
  return { name: key, kind: 'int', leadsTo: `${table}.${key}` }
}

const tabled = tabledIds.map((id) => dimensionOf(id))
const singles = tabled.filter(({ kind }) => kind !== 'set')
const sets = setIds.map((id) => dimensionOf(id).gold)

const fact: PublishedTable = {
  name: 'fact_movies',
  layer: 'gold',
  key: ['movie_id'],
  columns: [
    movieId,
    textOf('imdb_code'),
    { ...movieKey, leadsTo: 'dim_movie.movie_key' },
    ...singles.map(keyTo),
    ...singles.flatMap(({ gold: { measure } }): PublishedColumn[] => {
      return measure ? [{ name: measure.column, kind: kindOfType[measure.type] }] : []
    }),
    ...sets.map(({ count }): PublishedColumn => ({ name: count, kind: 'int' })),
    // A mask has a bit a member, more than a double holds.
    ...sets.map(({ mask }): PublishedColumn => ({ name: mask, kind: 'bigint' })),
    { name: 'run_id', kind: 'bigint' },
  ],
}

const movie: PublishedTable = {
  name: 'dim_movie',
  layer: 'gold',
  key: ['movie_key'],
  columns: [movieKey, movieId, ...movieFields.map(textOf), textOf('title_sort'), textOf('title_search')],
}

/** The table of a dimension. */
export function dimensionTable({ gold: { table, key, value, attributes } }: Dimension): PublishedTable {
  return {
    name: table as TableKey,
    layer: 'gold',
    key: [key],
    columns: [
      { name: key, kind: 'int' },
      ...[value, ...attributes].map(({ column, type, kind }): PublishedColumn => {
        return { name: column, kind: kind === 'date' ? 'date' : kindOfType[type] }
      }),
    ],
  }
}

const junctions = setIds.map((id): PublishedTable => {
  const { gold } = dimensionOf(id)
  const key = ['movie_id', gold.key]
  return { name: gold.junction as TableKey, layer: 'gold', key, columns: [toFact, keyTo(dimensionOf(id))] }
})

const kindShown = {
  text: 'string',
  longtext: 'string',
  hash: 'string',
  date: 'string',
  integer: 'bigint',
  bytes: 'bigint',
  epoch_ms: 'bigint',
  epoch_s: 'bigint',
  duration_ms: 'bigint',
  decimal: 'decimal',
} as const satisfies Record<string, PublishedKind>

/** A table of another layer, with the columns that the Tables page shows of it. */
function shownTable(name: TableKey, layer: Layer, key: readonly string[]): PublishedTable {
  const columns = tableDefinition(name).columns.map((shown): PublishedColumn => {
    return { name: shown.key, kind: kindShown[shown.kind] }
  })
  return { name, layer, key, columns }
}

const all: readonly PublishedTable[] = [
  ...tabled.map(dimensionTable),
  movie,
  fact,
  ...junctions,
  shownTable('silver_movie', 'silver', ['movie_id']),
  shownTable('silver_movie_genre', 'silver', ['movie_id', 'genre']),
  shownTable('movie_change', 'history', ['change_id']),
  shownTable('run', 'history', ['run_id']),
]

/** The tables of some layers, those that others lead to first. */
export function publishedTables(wanted: readonly Layer[]): readonly PublishedTable[] {
  return all.filter(({ layer }) => wanted.includes(layer))
}
