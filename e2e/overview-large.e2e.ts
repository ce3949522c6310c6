import path from 'node:path'
import { createSyntheticWarehouse } from '../scripts/bench/synthetic/synthetic-warehouse.ts'
import { filterSchema } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { OverviewPage } from './pages/overview.ts'

const films = 70_000

test.use({
  appOptions: {
    seed: (dataDir) => createSyntheticWarehouse(path.join(dataDir, 'warehouse.sqlite'), { films }),
  },
})

// How long it holds the window is a figure of `npm run bench` (scripts/bench/brushing.ts).
test('a brush over 70,000 films leaves what it covers, in every chart', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  expect(await overview.films()).toBe(films)
  await overview.brush('Films by released year', 0.5, 0.9, 24)
  await expect(overview.chips).toHaveCount(1)
  const matched = async () => {
    const { state } = await app.ask('ui.get')
    return (await app.ask('overview.query', { filter: filterSchema.parse(state.filter) })).matched
  }
  const left = await overview.films()
  expect(left).toBeLessThan(films)
  // The filter is kept a moment after it was set.
  await expect.poll(matched).toBe(left)
})
