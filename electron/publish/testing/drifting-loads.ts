import fc from 'fast-check'
import { oddCatalogues } from '../../warehouse/testing/catalogues.ts'
import { commitRun, loadAll, pagesOf, type RawMovie } from '../../warehouse/testing/loads.ts'
import type { LoadStore } from '../../warehouse/write/load-store.ts'

/** Helpers of the tests of the transform: a catalogue that changes between loads of every kind. Not used by the app. */

/** What happens to a catalogue, and how it is loaded then. */
export interface Step {
  /** Films that join. */
  append: number
  /** Films that change, by their place; a value undefined takes the key away. */
  edits: readonly { at: number; field: string; value: unknown }[]
  /** Films that go, or come back. */
  remove: readonly number[]
  restore: number
  /** `full` counts removals, `head` reads the newest films alone, `broken` is never completed, `accepted` takes what is not sent as unknown. */
  load: 'full' | 'head' | 'broken' | 'accepted'
}

const values: Record<string, readonly unknown[]> = {
  rating: [0, 5.5, 7.25, '6.1', 10, null],
  year: [0, 1899, 1994, 2024, 'soon'],
  runtime: [0, 44, 45, 180, 5000],
  language: ['', 'cn', 'xx', 'qqq', 'English', 'fre', 'ja'],
  mpa_rating: ['', 'PG-13 on a', 'NR', 'TV-MA', 'R'],
  genres: [[], ['drama', 'Drama'], ['Action/Adventure'], ['space opera', 'War'], 'Drama, War'],
  title: ['Tom &amp; Jerry', 'Ame\u0301lie', 'Face/Off', '電影 🎬', 'WALL·E', '', "o'x"],
  title_english: ['Up', null, 'Face/Off'],
  summary: ['Else.', '', 'It&amp;#39;s'],
  url: ['https://mirror.invalid/movies/x?token=1', 'https://mirror.invalid/movies/x?token=2', 'javascript:x'],
  imdb_code: ['tt0133093', '0133093', 'nm1', ''],
  date_uploaded: ['2016-02-03 04:05:06', '0000-00-00 00:00:00'],
  date_uploaded_unix: [1454468706, 0, 1600000000],
}
const edit = fc.constantFrom(...Object.keys(values)).chain((field) =>
  fc.record({
    at: fc.nat(40),
    field: fc.constant(field),
    // A key that is not sent takes no known value away.
    value: fc.constantFrom(...(values[field] ?? []), undefined),
  }),
)

/** Any step of a catalogue's life. */
export const anyStep: fc.Arbitrary<Step> = fc.record({
  append: fc.nat(6),
  edits: fc.array(edit, { maxLength: 6 }),
  remove: fc.array(fc.nat(40), { maxLength: 2 }),
  restore: fc.nat(2),
  load: fc.constantFrom('full', 'full', 'full', 'head', 'broken', 'accepted'),
})

const source = oddCatalogues.find(({ name }) => name === 'invented')?.films() ?? []

/** A catalogue that lives through steps, each loaded into a store. */
export function driftingCatalogue(films: number) {
  let next = 0
  const present: RawMovie[] = []
  const gone: RawMovie[] = []
  const append = (count: number): void => {
    for (let i = 0; i < count; i++) present.push({ ...(source[next++] as RawMovie) })
  }
  append(films)
  return {
    /** Does a step; whether its load was completed, and so published. */
    live(store: LoadStore, step: Step): boolean {
      append(step.append)
      for (const at of step.remove) gone.push(...present.splice(at % present.length, present.length > 3 ? 1 : 0))
      for (const film of gone.splice(0, step.restore)) present.push(film)
      for (const { at, field, value } of step.edits) {
        const film = present[at % present.length] as RawMovie
        if (value === undefined) delete film[field]
        else film[field] = value
      }
      // A film that is met twice, read otherwise the second time: pages are read last to first.
      const twice = present[step.edits.length % present.length] as RawMovie
      const films = [...present, { ...twice, rating: 3.3 }]
      const pages = pagesOf(step.load === 'head' ? films.slice(-5) : films, 8)
      if (step.load === 'broken') {
        commitRun(store, pages.slice(0, 2))
        return false
      }
      if (step.load === 'accepted') return accepted(store, pages)
      loadAll(store, pages, { fullSweep: step.load === 'full' })
      return true
    },
  }
}

function accepted(store: LoadStore, pages: ReturnType<typeof pagesOf>): boolean {
  const begin: LoadStore = { ...store, beginRun: (run) => store.beginRun({ ...run, missingAccepted: true }) }
  loadAll(begin, pages, { fullSweep: false })
  return true
}
