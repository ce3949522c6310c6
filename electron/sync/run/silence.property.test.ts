import fc from 'fast-check'
import { expect, it } from 'vitest'
import { generatedFilms } from '../../sample/catalogue/generate.ts'
import { SampleService } from '../../sample/service.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { breaches, load, memoryWarehouse } from '../testing/harness.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

// The real engine and the real warehouse against a source that falls silent or short at any place and time.
// YTS_PROPERTY_RUNS makes it longer; a failure prints the seed and path that repeat it.
const numRuns = Number(process.env.YTS_PROPERTY_RUNS ?? 40)
const timeout = 60_000 + numRuns * 3000

/** A handful, by which any count may be off. */
const FEW = 5

const share = fc.integer({ min: 0, max: 24 }).map((part) => part / 24)

/** Pages, as shares of all, that are silent or short for some requests of a load, or from one on. */
const episode = fc.record({
  from: fc.oneof(fc.constant(0), fc.nat(40)),
  length: fc.constantFrom(1, 2, 5, 20, 100_000),
  what: fc.constantFrom('absent-movies', 'empty-movies', 'short=0', 'short=1', 'short=7', 'short=20'),
  low: share,
  high: fc.oneof(fc.constant(1), share),
})

const step = fc.record({
  mode: fc.constantFrom('full' as const, 'incremental' as const, null),
  limit: fc.integer({ min: 1, max: 50 }),
  maxWorkers: fc.integer({ min: 1, max: 6 }),
  /** The process is killed at this point of the load. */
  dieAt: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.nat(60)),
  episodes: fc.array(episode, { maxLength: 3 }),
  appended: fc.nat(40),
  seed: fc.nat(1_000_000),
})

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
const quiet = { dieAt: undefined, episodes: [], appended: 0, seed: 1 }
/** Pages, as shares of all, with one film each for a whole load. */
const oneFilm = (low: number, high: number): Pick<Step, 'episodes'> => ({
  episodes: [{ from: 0, length: 100_000, what: 'short=1', low, high }],
})

/** What once went wrong. */
const examples: [number, number, Step[]][] = [
  // A full load meets half of the known films; the incremental one after it took its gap for its own.
  [
    37,
    993,
    [
      { ...quiet, mode: 'incremental', limit: 41, maxWorkers: 4, appended: 52 },
      { ...quiet, mode: 'full', limit: 46, maxWorkers: 6, appended: 9, ...oneFilm(5 / 24, 22 / 24) },
      { ...quiet, mode: 'incremental', limit: 41, maxWorkers: 6, appended: 24, ...oneFilm(1 / 24, 1) },
    ],
  ],
]

it('I11: what falls silent or short, at any place and time, is read later or told, and nothing is removed for it', {
  timeout,
}, async () => {
  const met = { told: 0, refused: 0, whole: 0 }
  const sequences = fc.array(step, { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 260 }), fc.nat(1000), sequences, async (films, seed, sequence) => {
      const service = new SampleService({ source: generatedFilms({ films, seed, quirks: 0 }), seed })
      const db = memoryWarehouse()
      const published = db.prepare('SELECT movie_id FROM fact_movies').pluck()
      const wantingOf = (ids: readonly number[]): number[] => {
        const have = new Set(published.all() as number[])
        return ids.filter((id) => !have.has(id))
      }
      // Half of them know the source from before.
      if (seed % 2 === 0) await load(db, service)
      for (const { episodes, appended, mode, limit, maxWorkers, dieAt, seed: chance } of sequence) {
        service.catalogue.append(appended)
        const begun = service.counters.requests
        const pages = Math.ceil(service.catalogue.size / limit) + 2
        service.onRequest = ({ request }) =>
          service.setFaults(
            episodes
              .filter(({ from, length }) => request - begun > from && request - begun <= from + length)
              .map(({ what, low, high }) => {
                const [first, last] = [Math.min(low, high), Math.max(low, high)]
                return `${what}@pages:${Math.ceil(first * pages)}-${Math.ceil(last * pages)}`
              }),
          )
        const dying = dieAt === undefined ? {} : { dieAt }
        const runtime = new VirtualRuntime(chance)
        const summary = await load(db, service, { mode, runtime, settings: { limit, maxWorkers }, ...dying })
        service.onRequest = undefined
        service.setFaults([])
        expect(breaches(db)).toEqual([])
        expect(db.prepare('SELECT count(*) FROM movie_presence WHERE tombstoned_run > 0').pluck().get()).toBe(0)
        const wanting = wantingOf(service.catalogue.ids())
        if (summary.status === 'partial') met.refused++
        if (summary.status !== 'complete') continue
        if (wanting.length > FEW) expect(summary.warnings).not.toEqual([])
        if (wanting.length > 0) met.told++
        else if (episodes.length > 0) met.whole++
      }
      // It speaks again: nobody has to ask for anything.
      for (let time = 0; time < 4; time++) await load(db, service, { runtime: new VirtualRuntime(seed) })
      expect(wantingOf(service.catalogue.ids())).toEqual([])
      expect(await load(db, service)).toMatchObject({ status: 'complete', mode: 'incremental', warnings: [] })
      expect(createLoadStore(db).countBooks().isWanting).toBe(false)
    }),
    { numRuns, examples, endOnFailure: process.env.CI !== undefined },
  )
  // All three ends were met, or this says little.
  expect(Math.min(met.told, met.refused, met.whole)).toBeGreaterThan(0)
})
