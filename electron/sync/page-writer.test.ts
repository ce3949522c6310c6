import { expect, it } from 'vitest'
import type { PageOutcome } from '../warehouse/load-store.ts'
import { fetchedPage, rawMovie } from '../warehouse/testing.ts'
import type { PageSink } from './page-sink.ts'
import { PageWriter } from './page-writer.ts'
import { fullPlan } from './plan.ts'
import { VirtualRuntime } from './testing/virtual-runtime.ts'

const page = (number: number) => fetchedPage(number, [rawMovie(number)])

/** Virtual time in which storing takes time too. */
class SlowStore extends VirtualRuntime {
  spent = 0
  override monotonic(): number {
    return super.monotonic() + this.spent
  }
}

/** A writer whose transactions are noted: which pages each held, and when. */
function writer(
  sources: number,
  storeMs = 0,
  commit: (pages: readonly { page: number }[]) => void = () => {},
  held: () => Promise<void> | null = () => null,
) {
  const runtime = new SlowStore()
  const transactions: { pages: number[]; at: number }[] = []
  const outcome = (number: number): PageOutcome => ({
    ...{ page: number, pageId: number, fetched: 1, distinct: 1, inserted: 1, updated: 0, unchanged: 0 },
    ...{ quarantined: 0, duplicates: 0, movieIds: [number], confirmed: 0, oldestUploadS: null },
  })
  const sink: PageSink = {
    commit(pages) {
      commit(pages)
      runtime.spent += storeMs
      transactions.push({ pages: pages.map((one) => one.page), at: runtime.monotonic() })
      return pages.map((one) => outcome(one.page))
    },
    held,
    failPage: () => {},
    savePlan: () => {},
    anyCapturedBy: () => false,
    allSeen: () => false,
  }
  const counters = () => ({ requests: 0, retries: 0, bytes: 0, pagesPlanned: 0, pagesDone: 0, durationMs: 0 })
  const plan = fullPlan(50, 100, sources)
  const made = new PageWriter({ sink, plan, counters, onCommitted: () => {}, runtime, hooks: {}, sources })
  const store = (numbers: readonly number[]) =>
    Promise.all(numbers.map((number) => made.commit(page(number), () => {})))
  return { made, store, transactions, runtime }
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

it('stores the page of a single source at once', async () => {
  const { store, transactions } = writer(1)
  await store([1])
  await store([2])
  expect(transactions).toEqual([
    { pages: [1], at: 0 },
    { pages: [2], at: 0 },
  ])
})

it('stores many pages of many sources in one transaction, in their order', async () => {
  const { store, transactions } = writer(8)
  await store(numbers(16))
  expect(transactions).toEqual([{ pages: numbers(16), at: 0 }])
})

it('lets few pages wait for others while storing is what takes the time, but not for long', async () => {
  const { store, transactions } = writer(8, 50)
  for (let first = 1; first <= 7; first += 2) await store([first, first + 1])
  const waits = transactions.map(({ at }, index) => at - 50 * (index + 1))
  expect(waits.slice(0, 2)).toEqual([0, 0])
  expect(waits.at(-1)).toBeGreaterThanOrEqual(20)
})

it('stores at once what comes while the network is what takes the time', async () => {
  const { store, transactions, runtime } = writer(8, 10)
  for (let number = 1; number <= 20; number++) {
    await runtime.sleep(100)
    await store([number])
  }
  expect(transactions.map(({ at }, index) => at - 110 * (index + 1))).toEqual(numbers(20).map(() => 0))
})

it('stores what waits when nothing more will come', async () => {
  const { made, store, transactions } = writer(8)
  const stored = store([1, 2, 3])
  made.flush()
  expect(transactions).toEqual([{ pages: [1, 2, 3], at: 0 }])
  await stored
  made.flush()
  expect(transactions).toHaveLength(1)
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

it('rejects every page of a transaction that fails, and every page after it', async () => {
  const { store, transactions } = writer(8, 0, () => {
    throw new Error('disk full')
  })
  await expect(Promise.allSettled(numbers(20).map((number) => store([number])))).resolves.toSatisfy(
    (all: PromiseSettledResult<unknown>[]) => all.every(({ status }) => status === 'rejected'),
  )
  await expect(store([21])).rejects.toThrow('disk full')
  expect(transactions).toEqual([])
})

it('stores nothing while the sink is held, unless all that waits must be stored now', async () => {
  let release: () => void = () => {}
  let hold: Promise<void> | null = new Promise((resolve) => {
    release = resolve
  })
  const { made, store, transactions } = writer(
    8,
    0,
    () => {},
    () => hold,
  )
  const stored = store(numbers(3))
  await new Promise((resolve) => setImmediate(resolve))
  expect(transactions).toEqual([])
  made.flush()
  expect(transactions.map(({ pages }) => pages)).toEqual([numbers(3)])
  await stored
  const later = store([4, 5])
  hold = null
  release()
  await later
  expect(transactions.map(({ pages }) => pages)).toEqual([numbers(3), [4, 5]])
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
  const { made, store } = writer(8, 0, () => {}, held)
  await expect(store(numbers(3))).rejects.toThrow('gone')
  await expect(store(numbers(60))).rejects.toThrow('gone')
  await made.room()
})
