import type { GridColumn } from '../grid-types.ts'
import type { GridOrder, GridSort } from './layout.ts'

const inWords = { asc: 'ascending', desc: 'descending' } as const

const turned = (dir: GridSort['dir']) => (dir === 'asc' ? 'desc' : 'asc')

/**
 * The next order of a click on a header: by this column alone, first way, other way, then the grid's default again (null).
 *
 * @param first the way the column is sorted first
 */
export function nextOrder(order: GridOrder, key: string, first: GridSort['dir']): GridOrder | null {
  const [only, ...others] = order
  if (only?.key !== key || others.length > 0) return [{ key, dir: first }]
  return only.dir === first ? [{ key, dir: turned(first) }] : null
}

/**
 * The next order of a click with Shift: the column becomes the last key, is turned in its place, then leaves the order. An order
 * without keys is the grid's default (null).
 */
export function nextKey(order: GridOrder, key: string, first: GridSort['dir']): GridOrder | null {
  const sort = order.find((candidate) => candidate.key === key)
  if (!sort) return [...order, { key, dir: first }]
  return sort.dir === first ? withKey(order, { key, dir: turned(first) }) : withoutKey(order, key)
}

/** An order with a key in its place, or after the others. */
export function withKey(order: GridOrder, sort: GridSort): GridOrder {
  if (!order.some(({ key }) => key === sort.key)) return [...order, sort]
  return order.map((other) => (other.key === sort.key ? sort : other))
}

/** An order without a key; null when none is left. */
export function withoutKey(order: GridOrder, key: string): GridOrder | null {
  const left = order.filter((other) => other.key !== key)
  return left.length > 0 ? left : null
}

/** An order in words: `Year descending, then Title ascending`. A sorted column may be out of sight. */
export function orderText<Row>(order: GridOrder, columns: readonly GridColumn<Row>[]): string {
  return order
    .map(({ key, dir }) => {
      const label = columns.find(({ sortKey }) => sortKey === key)?.label ?? key
      return `${label} ${inWords[dir]}`
    })
    .join(', then ')
}

/** What a header shows and says of the order. */
interface HeaderOrder {
  /** Which key of the order the column is, from 0; -1 for none. */
  place: number
  dir: GridSort['dir'] | null
  /** Absent for a column that does not sort; of several keys the first is the one that ARIA has a word for. */
  aria: 'none' | 'ascending' | 'descending' | undefined
  tip: string
  /** What a screen reader says after the name. */
  spoken: string | undefined
}

/** What the header of a column shows and says of the order. */
export function headerOrder<Row>(column: GridColumn<Row>, order: GridOrder): HeaderOrder {
  if (column.sortKey === undefined) {
    const tip = column.noSort ?? 'This column does not sort'
    return { place: -1, dir: null, aria: undefined, tip, spoken: tip }
  }
  const place = order.findIndex(({ key }) => key === column.sortKey)
  const dir = order[place]?.dir ?? null
  const isOneOfSeveral = dir !== null && order.length > 1
  return {
    place,
    dir,
    aria: place === 0 && dir ? inWords[dir] : 'none',
    tip: 'Click sorts; Shift+click adds to the order',
    spoken: isOneOfSeveral ? `Key ${place + 1} of ${order.length}, ${inWords[dir]}` : undefined,
  }
}
