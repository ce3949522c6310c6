import fc from 'fast-check'
import { expect, it } from 'vitest'
import { prepareRows } from '../../warehouse/silver/prepare-row.ts'
import type { PageSource } from '../fetch/page-source.ts'
import { findEnd } from './end-finder.ts'
import { fullPlan, isComplete, isDone, leaveOut, openBoundaries, split } from './plan.ts'

/** A source of so many films that caps the page size and claims any count. */
function source(
  films: number,
  cap: number,
  claim: number | null,
): { source: Pick<PageSource, 'read'>; requests: () => number } {
  let requests = 0
  const read = async (page: number, asked: number) => {
    requests++
    const limit = Math.min(asked, cap)
    const rows = Math.max(0, Math.min(limit, films - (page - 1) * limit))
    const response = {
      ...prepareRows(Array.from({ length: rows }, (_, row) => ({ id: row + 1 }))),
      movieCount: claim,
      limit,
      isSample: false,
      notice: null,
    }
    return {
      page,
      limit,
      response,
      wireCodec: 'identity' as const,
      stored: { codec: 'identity' as const, body: new Uint8Array(), byteLength: 0, sha256: '' },
      status: 200,
      attempts: 1,
      fetchedAt: 0,
    }
  }
  return { source: { read }, requests: () => requests }
}

it('finds the last page whatever the source claims, at whatever page size it applies', async () => {
  const claim = fc.oneof(fc.constantFrom(null, 0, -1, 1_000_000_000), fc.integer({ min: 0, max: 3000 }))
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      claim,
      fc.option(fc.integer({ min: 1, max: 2000 })),
      fc.boolean(),
      async (films, asked, cap, count, knownPage, twice) => {
        const k = Math.min(asked, cap)
        const truth = Math.ceil(films / k)
        const stub = source(films, cap, count)
        // A known page beyond the end is for the reader of the tail to notice.
        const known = knownPage !== null && knownPage <= truth ? { page: knownPage, k: asked } : null
        const end = await findEnd(stub.source as PageSource, asked, { known, twice })
        expect(end).toMatchObject({ k, lastPage: truth })
        expect(stub.requests()).toBeLessThan(70)
      },
    ),
    { numRuns: 500 },
  )
})

it('needs four requests in two round trips when the count is true', async () => {
  const stub = source(70_613, 50, 70_613)
  expect(await findEnd(stub.source as PageSource, 50, { known: null, twice: true })).toMatchObject({
    lastPage: 1413,
    certain: true,
  })
  expect(stub.requests()).toBe(4)
})

it('refuses a source without films', async () => {
  const stub = source(0, 50, 8)
  await expect(findEnd(stub.source as PageSource, 50, { known: null, twice: true })).rejects.toMatchObject({
    kind: 'source_failed',
  })
})

it('plans cover every page once, however partitions are cut and pages left out', () => {
  const cuts = fc.array(fc.tuple(fc.nat(200), fc.boolean()), { maxLength: 12 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 20 }), cuts, (lastPage, workers, made) => {
      const plan = fullPlan(50, lastPage, workers)
      for (const [page, whole] of made) {
        const partition = plan.partitions.find(({ top, bottom }) => page >= bottom && page <= top)
        if (!partition || partition.failed) continue
        if (whole) {
          partition.next = page
          leaveOut(plan, partition, page)
        } else if (page < partition.next) split(plan, partition, page)
      }
      const covered = plan.partitions.flatMap(({ top, bottom }) =>
        Array.from({ length: top - bottom + 1 }, (_, index) => top - index),
      )
      expect(covered).toEqual(Array.from({ length: lastPage }, (_, index) => lastPage - index))
      expect(new Set(plan.partitions.map(({ id }) => id)).size).toBe(plan.partitions.length)
      expect(isComplete(plan)).toBe(false)
      for (const { upper, lower } of openBoundaries(plan)) expect(upper.bottom).toBe(lower.top + 1)
      for (const partition of plan.partitions) partition.next = partition.bottom - 1
      expect(plan.partitions.every((partition) => isDone(partition) !== partition.failed)).toBe(true)
    }),
  )
})

it('gives up on a source that grows with every question', async () => {
  let films = 10
  let requests = 0
  const read: PageSource['read'] = async (page, limit) => {
    requests++
    films++
    return source(films, 1, null).source.read(page, limit)
  }
  await expect(findEnd({ read } as PageSource, 1, { known: null, twice: true })).rejects.toMatchObject({
    kind: 'source_failed',
  })
  expect(requests).toBeLessThan(250)
})
