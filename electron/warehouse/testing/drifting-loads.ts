import fc from 'fast-check'
import type { FetchedPage, LoadStore } from '../write/load-store.ts'
import { commitPages, noCounters, pagesOf, rawMovie } from './loads.ts'

/** Loads of a source that changes between them and in them, for tests of what the catalogue was. Not used by the app. */

/** One field of one film becomes another. */
interface Drift {
  film: number
  change: Record<string, unknown>
}

/** What happens between two publishes, or does not lead to one. */
export interface DriftingLoad {
  drifts: Drift[]
  /** Films that the source does not show in this load. */
  hidden: number[]
  kind: 'full' | 'incremental' | 'cancelled' | 'resumed' | 'failed'
  /** Films of an incremental load, and those that a resumed load read before it was cancelled. */
  some: number[]
}

const films = 9
const film = fc.integer({ min: 1, max: films })
const genres = ['Drama', 'Action', 'Sci-Fi', 'Own "kind"', 'Film\u2019s', 'War']

const change: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({ rating: fc.constantFrom(0, 1.2, 6.5, 7, 7.3, 9.9) }),
  fc.record({ year: fc.constantFrom(0, 1999, 2001, 2015) }),
  fc.record({ runtime: fc.constantFrom(0, 88, 101) }),
  fc.record({ language: fc.constantFrom('en', 'ja', '', 'fr') }),
  fc.record({ mpa_rating: fc.constantFrom('R', '', 'PG-13') }),
  fc.record({ genres: fc.subarray(genres) }),
  fc.record({ title: fc.constantFrom('Alpha', 'élan', 'WALL·E', 'Zulu  two', 'Film number 3') }),
  fc.record({ title_english: fc.constantFrom('', 'Alpha', 'In English') }),
  fc.record({ title_long: fc.constantFrom('', 'A long title') }),
  fc.record({ imdb_code: fc.constantFrom('', 'tt0000777', 'tt12345678') }),
  fc.record({ description_full: fc.constantFrom('', 'Another text.') }),
  fc.record({ yt_trailer_code: fc.constantFrom('', 'zyxwvutsrqp') }),
  // The day alone, and with it the second that goes by it.
  fc.constantFrom('2015-11-02 10:00:00', '2016-02-29 23:59:59').map((text) => ({
    date_uploaded: text,
    date_uploaded_unix: Date.parse(`${text.replace(' ', 'T')}Z`) / 1000,
  })),
  // Refused: the film stays as it was, or is not there yet.
  fc.constant({ title: '', title_english: '', title_long: '', slug: '' }),
  fc.constant({ rating: undefined }),
)

/** A load after which the catalogue may be another one. */
export const anyLoad: fc.Arbitrary<DriftingLoad> = fc.record({
  drifts: fc.array(fc.record({ film, change }), { maxLength: 5 }),
  hidden: fc.uniqueArray(film, { maxLength: 4 }),
  kind: fc.constantFrom('full', 'full', 'full', 'incremental', 'cancelled', 'resumed', 'failed'),
  some: fc.uniqueArray(film, { maxLength: 6 }),
})

/** A source that drifts, and the loads of it. */
export function driftingSource() {
  const shown = new Map<number, Record<string, unknown>>()
  const all = Array.from({ length: films }, (_, index) => index + 1)
  const pages = (ids: readonly number[]): FetchedPage[] =>
    pagesOf(
      ids.map((id) => rawMovie(id, shown.get(id) ?? {})),
      4,
    )

  /** The source as it is from now on; what was refused for want of a title has one again once it is given. */
  function drift(drifts: readonly Drift[]): void {
    for (const { film: id, change: next } of drifts) shown.set(id, { ...shown.get(id), ...next })
  }

  return {
    /**
     * Does a load. The run that was published; null where none was.
     *
     * @param failing a store whose checks forbid every publish
     */
    load(store: LoadStore, failing: LoadStore, load: DriftingLoad, at: number): number | null {
      const { kind, hidden, some, drifts } = load
      const half = Math.ceil(drifts.length / 2)
      drift(drifts.slice(0, half))
      const there = all.filter((id) => !hidden.includes(id))
      const asked = kind === 'incremental' ? there.filter((id) => some.includes(id)) : there
      const runId = store.beginRun({
        mode: kind === 'incremental' ? 'incremental' : 'full',
        trigger: 'manual',
        startedAt: at,
        sourceUrl: 'http://127.0.0.1:1/api/v2/list_movies.json',
        pageLimit: 4,
        maxWorkers: 1,
      })
      const first = kind === 'resumed' || kind === 'cancelled' ? asked.filter((id) => some.includes(id)) : []
      if (kind === 'resumed' || kind === 'cancelled') {
        commitPages(store, runId, pages(first))
        store.finishRun(runId, 'cancelled', at + 1, noCounters, null)
        if (kind === 'cancelled') return null
        store.reopenRun(runId)
      }
      // The source changes while it is read: films that were read already come again as they are by then.
      drift(drifts.slice(half))
      commitPages(store, runId, pages(asked))
      const by = kind === 'failed' ? failing : store
      try {
        by.promote({
          runId,
          at: at + 2,
          fullSweep: kind !== 'incremental',
          unstable: false,
          allowMassRemoval: true,
          lastPage: 1,
        })
      } catch (thrown) {
        if (kind !== 'failed') throw thrown
        store.finishRun(runId, 'failed', at + 3, noCounters, null)
        return null
      }
      store.finishRun(runId, 'complete', at + 3, noCounters, null)
      return runId
    },
  }
}
