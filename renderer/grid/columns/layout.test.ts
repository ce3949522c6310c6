import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  defaultLayout,
  type GridLayout,
  type LayoutColumn,
  maxColumnWidth,
  minColumnWidth,
  moveBeside,
  moveByOne,
  restoreLayout,
  setHidden,
  setPinned,
  setWidth,
  visibleOrder,
} from './layout.ts'

const columns: LayoutColumn[] = [
  { id: 'title', width: 300, pinned: true },
  { id: 'year', width: 70 },
  { id: 'rating', width: 70 },
  { id: 'language', width: 120 },
  { id: 'movie_id', width: 90, hidden: true },
]
const ids = columns.map((column) => column.id)
const anyId = fc.constantFrom(...ids)
type Step = (layout: GridLayout) => GridLayout
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(anyId, fc.boolean()).map(
    ([id, hide]): Step =>
      (layout) =>
        setHidden(layout, id, hide),
  ),
  fc.tuple(anyId, fc.boolean()).map(
    ([id, pin]): Step =>
      (layout) =>
        setPinned(layout, id, pin),
  ),
  fc.tuple(anyId, fc.double({ noNaN: true })).map(
    ([id, width]): Step =>
      (layout) =>
        setWidth(layout, id, width),
  ),
  fc.tuple(anyId, anyId, fc.constantFrom('before' as const, 'after' as const)).map(
    ([id, to, side]): Step =>
      (layout) =>
        moveBeside(layout, id, to, side),
  ),
  fc.tuple(anyId, fc.constantFrom(-1 as const, 1 as const)).map(
    ([id, by]): Step =>
      (layout) =>
        moveByOne(layout, id, by),
  ),
)
const run = (list: readonly Step[]) => list.reduce((layout, step) => step(layout), defaultLayout(columns))

describe('grid layout', () => {
  it('keeps every column once, shows at least one, and bounds widths, whatever is done', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), (list) => {
        const layout = run(list)
        expect([...layout.order].sort()).toEqual([...ids].sort())
        expect(new Set(layout.pinned).size).toBe(layout.pinned.length)
        const shown = visibleOrder(layout)
        expect(shown.length).toBeGreaterThanOrEqual(1)
        expect(new Set([...shown, ...layout.hidden])).toEqual(new Set(ids))
        for (const width of Object.values(layout.widths)) {
          expect(width).toBeGreaterThanOrEqual(minColumnWidth)
          expect(width).toBeLessThanOrEqual(maxColumnWidth)
        }
      }),
    )
  })

  it('comes back from a restart as it was', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), (list) => {
        const layout = run(list)
        expect(restoreLayout(JSON.parse(JSON.stringify(layout)), columns)).toEqual(layout)
      }),
    )
  })

  it('survives an upgrade: drops columns that are gone, gives new ones their place', () => {
    const kept = {
      ...defaultLayout(columns),
      order: ['language', 'gone', 'title', 'rating'],
      pinned: ['gone', 'title'],
    }
    const layout = restoreLayout({ ...kept, sort: { key: 'gone', dir: 'asc' }, hidden: ['gone'] }, columns)
    expect(layout.order).toEqual(['language', 'movie_id', 'title', 'year', 'rating'])
    expect(layout.pinned).toEqual(['title'])
    expect(layout.hidden).toEqual(['movie_id'])
    expect(layout.sort).toBeNull()
  })

  it('gives the default for anything that is not a layout', () => {
    for (const kept of [null, 'x', 7, {}, { order: 3 }]) {
      expect(restoreLayout(kept, columns)).toEqual(defaultLayout(columns))
    }
    expect(visibleOrder(restoreLayout({ ...defaultLayout(columns), hidden: ids }, columns))).toHaveLength(5)
  })

  it('moves a column one place back and forth, and not over the pin line', () => {
    const start = defaultLayout(columns)
    const moved = moveByOne(start, 'year', 1)
    expect(visibleOrder(moved)).toEqual(['title', 'rating', 'year', 'language'])
    expect(moveByOne(moved, 'year', -1)).toEqual(start)
    expect(moveByOne(start, 'year', -1)).toBe(start)
    expect(moveByOne(start, 'title', 1)).toBe(start)
  })

  it('pins what is dropped beside a pinned column', () => {
    const pinned = moveBeside(defaultLayout(columns), 'rating', 'title', 'before')
    expect(visibleOrder(pinned)).toEqual(['rating', 'title', 'year', 'language'])
    expect(pinned.pinned).toEqual(['rating', 'title'])
    expect(moveBeside(pinned, 'rating', 'language', 'after').pinned).toEqual(['title'])
  })

  it('still reads a layout that was kept with one key, and keeps each known key once', () => {
    const kept = { ...defaultLayout(columns), sort: { key: 'year', dir: 'desc' } }
    expect(restoreLayout(kept, columns).sort).toEqual([{ key: 'year', dir: 'desc' }])
    const several = [
      { key: 'gone', dir: 'asc' },
      { key: 'rating', dir: 'desc' },
      { key: 'year', dir: 'asc' },
      { key: 'rating', dir: 'asc' },
    ]
    expect(restoreLayout({ ...kept, sort: several }, columns).sort).toEqual([several[1], several[2]])
    expect(restoreLayout({ ...kept, sort: [] }, columns).sort).toBeNull()
  })
})
