import type { Row, Value } from '../canonical.ts'

/** A row by its key and the hash of all of it. */
export interface KeyedRow {
  key: Row
  hash: string
}

/** How many rows of a table are here alone, on both sides with other values, and there alone. */
export interface RowDifferences {
  added: number
  changed: number
  removed: number
}

/** The order of SQLite and of Spark: numbers by value, texts by the bytes of their UTF-8. Keys are never null. */
function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' || typeof b === 'string')
    return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
  if (a === null || b === null) return 0
  return a < b ? -1 : a > b ? 1 : 0
}

function compareKeys(a: Row, b: Row): number {
  for (const [index, value] of a.entries()) {
    const order = compareValues(value, b[index] ?? null)
    if (order !== 0) return order
  }
  return 0
}

/** Holds two lists of rows against each other, both in the order of their keys. One row of each is in memory. */
export async function rowDifferences(
  here: Iterable<KeyedRow>,
  there: AsyncIterable<KeyedRow> | Iterable<KeyedRow>,
): Promise<RowDifferences> {
  const found: RowDifferences = { added: 0, changed: 0, removed: 0 }
  const ours = here[Symbol.iterator]()
  try {
    let own = ours.next()
    for await (const other of there) {
      while (own.done !== true && compareKeys(own.value.key, other.key) < 0) {
        found.added++
        own = ours.next()
      }
      if (own.done === true || compareKeys(own.value.key, other.key) > 0) {
        found.removed++
        continue
      }
      if (own.value.hash !== other.hash) found.changed++
      own = ours.next()
    }
    while (own.done !== true) {
      found.added++
      own = ours.next()
    }
  } finally {
    // A statement that is read is open until its end.
    ours.return?.()
  }
  return found
}
