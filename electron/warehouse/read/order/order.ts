import { dimensionOfColumn, type MovieOrder, type MovieSort } from '../../../../shared/filter/sort.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import { sortByKey } from './sort-keys.ts'

/**
 * All rows in the order of one key: unknown values last in both directions.
 *
 * @param titles ranks from `titleRanks`; needed for the sort by title only
 * @param ties rows as ties leave them; null = ascending film id
 */
export function sortedRows(
  columns: FilmColumns,
  sort: MovieSort,
  titles: Uint32Array,
  ties: Int32Array | null,
): Int32Array {
  return sortByKey(sortKeys(columns, sort, titles), ties)
}

/** Whether an order asks for titles: as a key, or to break ties, which no two films have once their ids are compared. */
export function readsTitles(order: MovieOrder): boolean {
  return order.some(({ key }) => key === 'title') || !order.some(({ key }) => key === 'movie_id')
}

function sortKeys(columns: FilmColumns, { key, dir }: MovieSort, titles: Uint32Array): Uint32Array {
  const descending = dir === 'desc'
  switch (key) {
    case 'movie_id':
      return new Uint32Array(columns.rows).map((_, row) => (descending ? columns.rows - 1 - row : row))
    case 'title':
      return descending ? titles.map((rank) => columns.rows - rank) : titles
    case 'last_run':
      // Runs are counted from 1 in 31 bits.
      return new Uint32Array(columns.rows).map((_, row) => {
        const run = columns.runId[row] as number
        return descending ? 0x7fff_ffff - run : run
      })
    case 'imdb_code': {
      // 0 is "has none" and comes last either way; codes beyond 32 bits are equal.
      const largest = 0xffff_ffff
      const keys = new Uint32Array(columns.rows)
      for (let row = 0; row < keys.length; row++) {
        const digits = Math.min(columns.imdb[row] as number, largest - 1)
        keys[row] = digits === 0 ? largest : descending ? largest - 1 - digits : digits - 1
      }
      return keys
    }
    default: {
      const id = dimensionOfColumn(key)
      if (id === null) throw new Error(`no column to sort by: ${key}`)
      const { codes, values } = columns.of[id]
      const unknownLast = values.length
      const keyOf = new Uint32Array(values.length).map((_, code) =>
        code === 0 ? unknownLast : descending ? values.length - code : code,
      )
      const keys = new Uint32Array(columns.rows)
      for (let row = 0; row < keys.length; row++) keys[row] = keyOf[codes[row] as number] as number
      return keys
    }
  }
}
