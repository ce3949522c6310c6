import { expect, it } from 'vitest'
import { ownTime } from '../../sync/testing/own-time.ts'
import { commitPages, commitRun, memoryWarehouse, pagesOf } from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import { quarantinePayload } from './quarantine.ts'

it('junk without ids costs each page the same, however much there is, and is told apart by what it holds', () => {
  const db = memoryWarehouse()
  const store = createLoadStore(db)
  const junk = Array.from({ length: 12_000 }, (_, at) => ({ nothing: `junk number ${at}`, padding: 'x'.repeat(200) }))
  const pages = pagesOf([...junk, ...junk.slice(0, 500)], 500)
  const { runId } = commitRun(store, [])
  const costs = pages.map((page) => {
    const elapsed = ownTime()
    commitPages(store, runId, [page])
    return elapsed()
  })
  const sum = (some: readonly number[]) => some.reduce((total, ms) => total + ms, 0)
  // Each row compared with all before it would take the last pages ten times as long as the first ones, and more.
  expect(sum(costs.slice(-8))).toBeLessThan(6 * sum(costs.slice(0, 8)) + 200)
  expect(db.prepare('SELECT count(*), count(DISTINCT payload) FROM quarantine').raw().get()).toEqual([12_000, 12_000])
})

it('nothing that is cut in two is shown in half', () => {
  const hash = 'c0ffee'.repeat(7).slice(0, 40)
  for (const before of [65_400, 65_480, 65_500, 65_520, 65_536, 70_000, 140_000]) {
    const payload = quarantinePayload({
      id: 0,
      words: `${'ab '.repeat(before / 3)} ${hash} and more ${'x '.repeat(90_000)}`,
    })
    expect(payload.length).toBeLessThanOrEqual(64 * 1024)
    expect(payload).not.toContain('c0ffee')
    expect(payload).toContain('ab ab ab')
  }
  expect(quarantinePayload({ id: 0, list: Array.from({ length: 100_000 }, () => hash) })).not.toContain('c0ffee')
})
