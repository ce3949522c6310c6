import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GridColumn } from '../grid-types.ts'
import type { GridOrder } from './layout.ts'
import { headerOrder, nextKey, nextOrder, orderText, withKey, withoutKey } from './order.ts'

const column = (id: string, more: Partial<GridColumn<null>> = {}): GridColumn<null> => ({
  id,
  label: id.toUpperCase(),
  width: 80,
  sortKey: id,
  value: () => null,
  text: () => '',
  ...more,
})
const dir = fc.constantFrom('asc' as const, 'desc' as const)
const key = fc.constantFrom('year', 'title', 'rating', 'runtime')
const order: fc.Arbitrary<GridOrder> = fc.uniqueArray(fc.record({ key, dir }), { selector: (sort) => sort.key })

describe('order of a grid', () => {
  it('goes one way, the other way, then as before', () => {
    const first = nextOrder([], 'year', 'desc')
    expect(first).toEqual([{ key: 'year', dir: 'desc' }])
    const second = nextOrder(first ?? [], 'year', 'desc')
    expect(second).toEqual([{ key: 'year', dir: 'asc' }])
    expect(nextOrder(second ?? [], 'year', 'desc')).toBeNull()
    expect(nextOrder(first ?? [], 'title', 'asc')).toEqual([{ key: 'title', dir: 'asc' }])
  })

  it('is by one column alone after a click, whatever it was by', () => {
    fc.assert(
      fc.property(order, key, dir, (some, clicked, first) => {
        const next = nextOrder(some, clicked, first)
        if (next !== null) expect(next.map((sort) => sort.key)).toEqual([clicked])
        if (some.length !== 1) expect(next).toEqual([{ key: clicked, dir: first }])
      }),
    )
  })

  it('gains a key, turns it and loses it again with Shift, the other keys untouched', () => {
    fc.assert(
      fc.property(order, key, dir, (some, clicked, first) => {
        const others = some.filter((sort) => sort.key !== clicked)
        const added = nextKey(others, clicked, first) ?? []
        expect(added).toEqual([...others, { key: clicked, dir: first }])
        const turned = nextKey(added, clicked, first) ?? []
        expect(turned).toEqual([...others, { key: clicked, dir: first === 'asc' ? 'desc' : 'asc' }])
        expect(nextKey(turned, clicked, first)).toEqual(others.length > 0 ? others : null)
        expect(withKey(some, { key: clicked, dir: first }).filter((sort) => sort.key === clicked)).toHaveLength(1)
        expect(withoutKey(some, clicked) ?? []).toEqual(others)
      }),
    )
  })

  it('is told in words, and every header says whether it sorts', () => {
    const columns = [column('year'), column('title'), column('genres', { noSort: 'Several values have no order' })]
    delete columns[2]?.sortKey
    const two: GridOrder = [
      { key: 'year', dir: 'desc' },
      { key: 'title', dir: 'asc' },
    ]
    expect(orderText(two, columns)).toBe('YEAR descending, then TITLE ascending')
    const told = columns.map((each) => headerOrder(each, two))
    expect(told.map(({ spoken }) => spoken)).toEqual([
      'Key 1 of 2, descending',
      'Key 2 of 2, ascending',
      'Several values have no order',
    ])
    expect(told[2]?.tip).toBe('Several values have no order')
    expect(told[0]?.tip).toContain('Shift')
  })
})
