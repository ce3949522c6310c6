import { expect, it } from 'vitest'
import { defaultLayout, type LayoutColumn, setHidden, visibleOrder } from './layout.ts'
import { applyPreset, compactLayout, fullLayout, restorePresets, withPreset } from './presets.ts'

const columns: readonly LayoutColumn[] = [
  { id: 'title', width: 200, pinned: true },
  { id: 'year', width: 64 },
  { id: 'secret', width: 64, hidden: true },
  ...['rating', 'runtime', 'genres', 'language'].map((id) => ({ id, width: 80 })),
]

it('shows the first few columns, or all of them, and leaves the order of the rows alone', () => {
  const sorted = { ...defaultLayout(columns), sort: [{ key: 'year', dir: 'desc' as const }] }
  const compact = applyPreset(sorted, compactLayout(columns))
  expect(visibleOrder(compact)).toEqual(['title', 'year', 'rating', 'runtime'])
  expect(compact.sort).toEqual(sorted.sort)
  expect(visibleOrder(applyPreset(sorted, fullLayout(columns)))).toHaveLength(columns.length)
})

it('keeps arrangements by name over a restart, each name once and a dozen at most', () => {
  const mine = setHidden(defaultLayout(columns), 'year', true)
  let presets = withPreset([], '  Mine ', mine)
  presets = withPreset(presets, 'Mine', mine)
  expect(restorePresets(JSON.parse(JSON.stringify(presets)), columns)).toEqual([{ name: 'Mine', layout: mine }])
  expect(withPreset(presets, '   ', mine)).toEqual(presets)
  for (let count = 0; count < 20; count++) presets = withPreset(presets, `Layout ${count}`, mine)
  expect(presets.map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, index) => `Layout ${index + 8}`))
})

it('fits a kept arrangement to other columns, and takes nothing that is none', () => {
  const presets = withPreset([], 'Old', { ...defaultLayout(columns), order: ['gone', 'year'], hidden: ['gone'] })
  const [restored] = restorePresets(presets, columns)
  expect(restored?.layout.order).not.toContain('gone')
  expect(restored && visibleOrder(restored.layout)).toHaveLength(columns.length - 1)
  for (const kept of [null, 'x', [{ name: '' }], [{ name: 'x'.repeat(99), layout: {} }]]) {
    expect(restorePresets(kept, columns)).toEqual([])
  }
})
