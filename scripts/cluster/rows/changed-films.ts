import { equal, ok } from 'node:assert/strict'
import { tables } from '../site.ts'
import type { Row } from './row.ts'

const less = (a: Set<string> | undefined, b: Set<string> | undefined): number =>
  [...(a ?? [])].filter((hash) => !b?.has(hash)).length

export const changedFilms: Row = {
  name: 'C3',
  title: 'new, re-rated and removed films are sent alone, and change what differs',
  async run(ground) {
    const site = await ground.sample()
    await site.publish()
    const before = site.hashes()
    const { catalogue } = site.api
    const ids = catalogue.ids()
    const at = (share: number): number => ids[Math.floor(ids.length * share)] ?? 0
    const added = catalogue.append(20)
    for (let i = 0; i < 30; i++) catalogue.rerate(at(0.1 + i / 100), 1 + (i % 9))
    for (let i = 0; i < 10; i++) catalogue.remove(at(0.55 + i / 100))
    await site.load('--full', '--accept-removals')
    const after = site.hashes()
    const { said, ms } = await site.publish()
    equal(said.mode, 'incremental')
    ok(less(after.fact_movies, before.fact_movies) >= 20 && less(before.fact_movies, after.fact_movies) >= 10)
    for (const { name } of tables) {
      const { added: came, closed, sent = 0 } = said.tables?.[name] ?? {}
      equal(came, less(after[name], before[name]), `${name}: rows added`)
      equal(closed, less(before[name], after[name]), `${name}: rows closed`)
      // A changed dimension is sent whole; of the tables of films, what the load has touched.
      if (name === 'fact_movies' || name === 'dim_movie') ok(sent <= 20 + 30 + 10, `${name}: ${sent} rows were sent`)
    }
    ground.note(
      `${added.length} added, 30 re-rated, 10 removed: ${said.changedRows} rows in ${Math.round(ms / 1000)} s`,
    )
  },
}

/** Texts that break what handles them carelessly. */
const hostile = [
  '千と千尋の神隠し',
  '👩‍👩‍👧‍👦🎬 é e\u0301 ﷽',
  `'"\`\\ \\' $\{x} %s ; DROP TABLE fact_movies; --`,
  'a\u0007b\u001fc\u009fd',
  ' \u00a0\u3000 ',
  '~',
  '=\u2028line\u2029',
  '\ud800 lone',
  '電'.repeat(22_000),
]

export const hostileValues: Row = {
  name: 'C11',
  title: 'hostile texts, 64 KiB of text, and films with nothing in them are equal',
  async run(ground) {
    const site = await ground.sample()
    const ids = site.api.catalogue.ids()
    for (const [index, text] of hostile.entries())
      site.api.catalogue.update(ids[100 + index] ?? 0, {
        title: text,
        title_english: text,
        description_full: text,
        summary: text,
        synopsis: text,
        language: text.slice(0, 20),
        genres: [text.slice(0, 40)],
      })
    const nothing = { title: '', title_english: '', title_long: '', year: 0, rating: 0, runtime: 0, genres: [] }
    site.api.catalogue.update(ids[200] ?? 0, { ...nothing, language: '', mpa_rating: '', imdb_code: '', slug: '' })
    await site.load('--full', '--accept-missing-fields')
    const { said } = await site.publish()
    equal(said.status, 'published')
    ok((said.tables?.dim_movie?.added ?? 0) >= hostile.length - 2, 'the films are among what was sent')
  },
}
