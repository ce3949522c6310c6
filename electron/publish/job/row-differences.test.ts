import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Row } from '../canonical.ts'
import { type KeyedRow, rowDifferences } from './row-differences.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '漢', '\u{1F3AC}', '\uFFFD') })
const table = (key: fc.Arbitrary<Row>) =>
  fc.uniqueArray(fc.record({ key, hash: fc.constantFrom('one', 'two') }), {
    selector: ({ key: parts }) => parts.map(String).join('\u0000'),
  })
const inOrder = (rows: readonly KeyedRow[]): KeyedRow[] =>
  [...rows].sort((a, b) => {
    for (const [index, value] of a.key.entries()) {
      const other = b.key[index] ?? null
      const order =
        typeof value === 'string'
          ? Buffer.compare(Buffer.from(value), Buffer.from(String(other)))
          : Number(value) - Number(other)
      if (order !== 0) return order
    }
    return 0
  })

it.each([
  ['numbers', fc.tuple(fc.bigInt({ min: -20n, max: 20n }), fc.bigInt({ min: 0n, max: 3n }))],
  ['numbers and texts, also those whose order UTF-16 has otherwise', fc.tuple(fc.bigInt({ min: 0n, max: 2n }), text)],
] as const)(
  'counts rows that are here alone, on both sides with other values, and there alone: keys of %s',
  async (_, key) => {
    await fc.assert(
      fc.asyncProperty(table(key), table(key), async (here, there) => {
        const nameOf = ({ key: parts }: KeyedRow) => parts.map(String).join('\u0000')
        const others = new Map(there.map((row) => [nameOf(row), row.hash]))
        const own = new Set(here.map(nameOf))
        expect(await rowDifferences(inOrder(here), inOrder(there))).toEqual({
          added: here.filter((row) => !others.has(nameOf(row))).length,
          changed: here.filter((row) => others.has(nameOf(row)) && others.get(nameOf(row)) !== row.hash).length,
          removed: there.filter((row) => !own.has(nameOf(row))).length,
        })
      }),
    )
  },
)

it('takes a number for the same whether it was read from a file or from the warehouse', async () => {
  const rows = (...keys: (number | bigint)[]) => keys.map((key) => ({ key: [key], hash: 'one' }))
  expect(await rowDifferences(rows(1n, 2n, 10n), rows(1, 2, 10))).toEqual({ added: 0, changed: 0, removed: 0 })
})
