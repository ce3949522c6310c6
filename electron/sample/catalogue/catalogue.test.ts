import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Catalogue } from './catalogue.ts'
import { generatedFilms } from './generate.ts'

/** A film in the plain model: what the catalogue should hold, as a sorted list. */
interface Entry {
  id: number
  unix: number
}

const byUploadThenId = (a: Entry, b: Entry): number => a.unix - b.unix || a.id - b.id

const step = fc.oneof(
  fc.record({ act: fc.constant('append' as const), n: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ act: fc.constant('remove' as const), n: fc.nat(60) }),
  fc.record({ act: fc.constant('restore' as const), n: fc.nat(60) }),
  fc.record({ act: fc.constant('rerate' as const), n: fc.nat(60) }),
  fc.record({ act: fc.constant('redate' as const), n: fc.nat(60) }),
)

describe('Catalogue', () => {
  it('holds what a plain sorted list would, after any changes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(20), fc.integer(), (steps, films, seed) => {
        const source = generatedFilms({ films, seed })
        const catalogue = new Catalogue(source)
        let model: Entry[] = catalogue.ids().map((id, i) => ({ id, unix: source.unix(i) }))
        const removed: Entry[] = []
        for (const { act, n } of steps) {
          const version = catalogue.version
          const chosen = model[n % Math.max(1, model.length)]
          if (act === 'append') {
            for (const id of catalogue.append(n)) model.push({ id, unix: source.unix(source.positionOf(id)) })
          } else if (act === 'restore') {
            const back = removed.pop()
            if (!back) continue
            expect(catalogue.restore(back.id)).toBe(true)
            model.push(back)
          } else if (!chosen) continue
          else if (act === 'remove') {
            expect(catalogue.remove(chosen.id)).toBe(true)
            expect(catalogue.remove(chosen.id)).toBe(false)
            expect(catalogue.get(chosen.id)).toBeUndefined()
            model = model.filter(({ id }) => id !== chosen.id)
            removed.push(chosen)
          } else if (act === 'rerate') {
            expect(catalogue.rerate(chosen.id, 1.5)).toBe(true)
            expect(catalogue.get(chosen.id)?.rating).toBe(1.5)
          } else {
            const unix = 1_500_000_000 + n * 1_000_000
            expect(catalogue.redate(chosen.id, unix)).toBe(true)
            expect(catalogue.get(chosen.id)?.date_uploaded_unix).toBe(unix)
            chosen.unix = unix
          }
          model.sort(byUploadThenId)
          expect(catalogue.version).toBeGreaterThan(version)
          expect(catalogue.ids()).toEqual(model.map(({ id }) => id))
          expect(catalogue.size).toBe(model.length)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('sorts by any key, ties by upload', () => {
    const catalogue = new Catalogue(generatedFilms({ films: 300, seed: 3 }))
    for (const key of ['rating', 'year', 'seeds'] as const) {
      const values = Array.from({ length: 300 }, (_, rank) => {
        const film = catalogue.at(rank, key)
        return key === 'seeds' ? (film?.torrents ?? []).reduce((sum, t) => sum + t.seeds, 0) : (film?.[key] ?? 0)
      })
      expect(values).toEqual([...values].sort((a, b) => a - b))
    }
    expect(new Set(Array.from({ length: 300 }, (_, rank) => catalogue.at(rank, 'title')?.id)).size).toBe(300)
  })

  it('knows nothing of films that never were', () => {
    const catalogue = new Catalogue(generatedFilms({ films: 5, seed: 3 }))
    for (const id of [-1, 0, 99_999, 1.5]) {
      expect(catalogue.get(id)).toBeUndefined()
      expect(catalogue.remove(id)).toBe(false)
      expect(catalogue.restore(id)).toBe(false)
    }
  })
})
