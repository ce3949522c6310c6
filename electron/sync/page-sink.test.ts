import { expect, it } from 'vitest'
import { openWritable } from '../warehouse/connection.ts'
import { migrate } from '../warehouse/migrations/index.ts'
import { createLoadStore } from '../warehouse/store.ts'
import { commitRun, fetchedPage, noCounters, rawMovie } from '../warehouse/testing.ts'
import { storeSink } from './page-sink.ts'
import { fullPlan } from './plan.ts'

// A plan marks its pages before the transaction that stores them. Saved by anything else after that has failed, it would call them read.
it('saves no plan any more once pages that it counts as read could not be stored', () => {
  const db = openWritable(':memory:')
  migrate(db)
  const store = createLoadStore(db)
  const { runId } = commitRun(store, [])
  const sink = storeSink(store, runId)
  const plan = fullPlan(50, 2, 1)
  sink.savePlan(plan, noCounters)
  const [stripe] = plan.stripes
  if (stripe) stripe.next = 1
  const broken = fetchedPage(2, [rawMovie(1)], { codec: 'zip' as 'gzip' })
  expect(() => sink.commit([broken], plan, noCounters)).toThrow()
  const failure = { kind: 'source_failed', message: 'HTTP 500' } as const
  expect(() => sink.failPage(1, 5, failure, plan, noCounters)).toThrow()
  expect(() => sink.savePlan(plan, noCounters)).toThrow()
  expect(() => sink.commit([fetchedPage(1, [rawMovie(2)])], plan, noCounters)).toThrow()
  const saved = db.prepare('SELECT plan FROM run').pluck().get() as string
  expect(JSON.parse(saved)).toMatchObject({ stripes: [{ next: 2 }] })
  expect(db.prepare('SELECT count(*) FROM run_page').pluck().get()).toBe(0)
  db.close()
})
