import { expect, it } from 'vitest'
import { fetchedPage, noCounters, rawMovie } from '../../warehouse/testing/loads.ts'
import type { PageOutcome } from '../../warehouse/write/load-store.ts'
import { fullPlan } from '../plan/plan.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'
import type { PageSink } from './page-sink.ts'
import { PageWriter } from './page-writer.ts'

const page = (number: number) => fetchedPage(number, [rawMovie(number)])

interface Bent {
  write?: (pages: readonly { page: number }[]) => void
  keep?: () => void
  held?: () => Promise<void> | null
}

/** A writer to a sink that notes in which turns pages were written, and which were kept together, when. */
function writer(sources: number, bent: Bent = {}) {
  const runtime = new VirtualRuntime()
  const turns: number[][] = []
  const kept: { pages: number[]; at: number }[] = []
  const told: number[] = []
  const marked: number[] = []
  const failures: unknown[] = []
  let unkept: number[] = []
  const outcome = (number: number): PageOutcome => ({
    ...{ page: number, pageId: number, fetched: 1, distinct: 1, inserted: 1, updated: 0, unchanged: 0 },
    ...{ quarantined: 0, duplicates: 0, movieIds: [number], confirmed: 0, oldestUploadS: null },
  })
  const sink: PageSink = {
    write(pages) {
      bent.write?.(pages)
      const written = pages.map((one) => one.page)
      turns.push(written)
      unkept.push(...written)
      return written.map(outcome)
    },
    keep() {
      bent.keep?.()
      // The plan that is kept counts exactly what was written as read.
      expect(marked.slice(-unkept.length)).toEqual(unkept)
      kept.push({ pages: unkept, at: runtime.monotonic() })
      unkept = []
    },
    held: bent.held ?? (() => null),
    failPage: () => {},
    savePlan: () => {},
    anyCapturedBy: () => false,
    firstPages: () => new Map(),
    allSeen: () => false,
    filmsMet: () => 0,
    filmsKnown: () => 0,
    filmsMissed: () => 0,
  }
  const made = new PageWriter({
    sink,
    plan: fullPlan(50, 100, sources),
    counters: () => noCounters,
    onWritten: () => {},
    onFailed: (error) => failures.push(error),
    onKept: (outcomes) => told.push(...outcomes.map((one) => one.page)),
    runtime,
    hooks: {},
    sources,
  })
  const store = (numbers: readonly number[]) =>
    Promise.all(numbers.map((number) => made.write(page(number), () => marked.push(number))))
  return { made, store, turns, kept, told, marked, failures, runtime }
}

const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index)

it('keeps the page of a single source before it is notified of it', async () => {
  const { store, kept, told } = writer(1)
  await store([1])
  expect(kept).toEqual([{ pages: [1], at: 0 }])
  await store([2])
  expect(told).toEqual([1, 2])
  expect(kept).toHaveLength(2)
})

it('writes pages as they come, a few a turn, and keeps many at once, in their order', async () => {
  const { store, turns, kept, told, runtime } = writer(8)
  for (let first = 1; first <= 31; first += 3) {
    runtime.stir()
    await store(numbers(3, first))
  }
  expect(turns).toEqual(Array.from({ length: 11 }, (_, turn) => numbers(3, 1 + turn * 3)))
  expect(kept).toEqual([{ pages: numbers(33), at: 0 }])
  expect(told).toEqual(numbers(33))
  await store(numbers(20, 40))
  expect(Math.max(...turns.map((turn) => turn.length))).toBe(8)
})

it('keeps fewer when no more have come for a quarter of a second', async () => {
  const { store, kept, told, runtime } = writer(8)
  await store([1])
  await runtime.sleep(100)
  await store([2])
  expect(told).toEqual([])
  await runtime.sleep(151)
  expect(kept).toEqual([{ pages: [1, 2], at: 250 }])
  expect(told).toEqual([1, 2])
  await store([3])
  await runtime.sleep(251)
  expect(kept[1]).toEqual({ pages: [3], at: 501 })
})

it('writes and keeps at once what waits when nothing more will come, and leaves no clock running', async () => {
  const { made, store, turns, kept, runtime } = writer(8)
  const stored = store([1, 2, 3])
  made.flush()
  expect(turns).toEqual([[1, 2, 3]])
  expect(kept).toEqual([{ pages: [1, 2, 3], at: 0 }])
  await stored
  made.flush()
  await runtime.sleep(1000)
  expect(kept).toHaveLength(1)
})

it('makes whoever brings a page wait while many do', async () => {
  const { made, store } = writer(8)
  const stored = store(numbers(48))
  const order: string[] = []
  const room = made.room().then(() => order.push('room'))
  await stored.then(() => order.push('stored'))
  await room
  expect(order).toContain('room')
})

it('marks no page that could not be written, and rejects it, every page after it and the flush', async () => {
  const { made, store, marked } = writer(8, {
    write: (pages) => {
      if (pages.some((one) => one.page > 3)) throw new Error('disk full')
    },
  })
  await store(numbers(3))
  const all = await Promise.allSettled(numbers(20, 4).map((number) => store([number])))
  expect(all.every(({ status }) => status === 'rejected')).toBe(true)
  await expect(store([30])).rejects.toThrow('disk full')
  expect(marked).toEqual(numbers(3))
  expect(() => made.flush()).toThrow('disk full')
})

it.each([1, 8])(
  'tells nobody of pages that could not be kept (%d at a time), and the flush of the failure',
  async (sources) => {
    const { made, store, told, failures, runtime } = writer(sources, {
      keep: () => {
        throw new Error('disk full')
      },
    })
    const first = store([1])
    if (sources === 1) await expect(first).rejects.toThrow('disk full')
    else await first
    await runtime.sleep(1000)
    // Heard at once, though nobody waits for a page.
    expect(failures).toMatchObject([{ message: 'disk full' }])
    await expect(store([2])).rejects.toThrow('disk full')
    expect(() => made.flush()).toThrow('disk full')
    expect(told).toEqual([])
  },
)

it('begins nothing while the sink is held, unless all that waits must be stored now', async () => {
  let release: () => void = () => {}
  let hold: Promise<void> | null = new Promise((resolve) => {
    release = resolve
  })
  const { made, store, turns } = writer(8, { held: () => hold })
  const stored = store(numbers(3))
  await new Promise((resolve) => setImmediate(resolve))
  expect(turns).toEqual([])
  made.flush()
  expect(turns).toEqual([numbers(3)])
  await stored
  const later = store([4, 5])
  await new Promise((resolve) => setImmediate(resolve))
  expect(turns).toHaveLength(1)
  hold = null
  release()
  await later
  expect(turns).toEqual([numbers(3), [4, 5]])
})

it('goes on with what it has begun while the sink is held', async () => {
  let hold: Promise<void> | null = null
  const { store, turns } = writer(8, { held: () => hold })
  await store([1])
  hold = new Promise(() => {})
  await store([2])
  expect(turns).toEqual([[1], [2]])
})

it.each([
  [
    'that cannot say whether it is held',
    () => {
      throw new Error('gone')
    },
  ],
  ['whose hold breaks', () => Promise.reject(new Error('gone'))],
] as const)('rejects every page for a sink %s, and lets nobody wait', async (_which, held) => {
  const { made, store } = writer(8, { held })
  await expect(store(numbers(3))).rejects.toThrow('gone')
  await expect(store(numbers(60))).rejects.toThrow('gone')
  await made.room()
})

it('stores nothing of what comes after its end, and leaves no clock running', async () => {
  const { made, store, turns, kept, failures, runtime } = writer(8)
  await store([1])
  const late = store(numbers(3, 2))
  made.close()
  await expect(late).rejects.toThrow('ended')
  await expect(store([9])).rejects.toThrow('ended')
  await runtime.sleep(1000)
  expect(turns).toEqual([[1]])
  expect(kept).toEqual([])
  expect(failures).toEqual([])
})
