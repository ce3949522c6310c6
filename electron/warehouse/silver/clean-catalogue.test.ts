import { describe, expect, it } from 'vitest'
import { oddCatalogues, oddPages } from '../testing/catalogues.ts'
import { cleanMovie } from './cleaning/clean-movie.ts'

describe.for(oddCatalogues)('a catalogue of $name films', ({ present, films }) => {
  it.skipIf(!present)('is stored whole, its quirks counted by rule', () => {
    const rows = films()
    const counts = new Map<string, number>()
    for (const row of rows) {
      const result = cleanMovie(row)
      if (!result.ok) throw new Error(`refused ${row.id}: ${result.rule}`)
      for (const rule of result.rules) counts.set(rule, (counts.get(rule) ?? 0) + 1)
    }
    const having = (test: (row: Record<string, unknown>) => boolean) => rows.filter(test).length
    expect(counts.get('rating_zero')).toBe(having((row) => row.rating === 0))
    expect(counts.get('runtime_zero')).toBe(having((row) => row.runtime === 0))
    expect(counts.get('year_zero') ?? 0).toBe(having((row) => row.year === 0))
    expect(counts.get('genres_missing')).toBe(having((row) => row.genres === undefined))
    expect(counts.get('language_cantonese')).toBe(having((row) => row.language === 'cn'))
    expect(counts.get('language_missing')).toBe(having((row) => row.language === '' || row.language === 'xx'))
    expect(counts.get('mpa_repaired')).toBe(having((row) => / on |- /.test(String(row.mpa_rating))))
    expect((counts.get('date_from_torrent') ?? 0) + (counts.get('date_unknown') ?? 0)).toBe(
      having((row) => row.date_uploaded === undefined),
    )
    expect(counts.has('date_disagreement')).toBe(false)
    expect(counts.has('language_unrecognised')).toBe(false)
    expect(counts.has('url_refused')).toBe(false)
  })
})

describe.for(oddPages)('pages: $name', ({ present, pages }) => {
  it.skipIf(!present)('are read whole, from the oldest shape to the newest', async () => {
    const read = await pages()
    for (const { name, movies } of read) {
      for (const movie of movies) expect(cleanMovie(movie), name).toMatchObject({ ok: true })
    }
    const words = read.find(({ name }) => /language.as.word/.test(name) && !name.includes('few keys'))
    for (const row of words?.movies ?? []) {
      const result = cleanMovie(row)
      expect(result.ok && result.rules).toContain('language_from_word')
    }
  })
})
