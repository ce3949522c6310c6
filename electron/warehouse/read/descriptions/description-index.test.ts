import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { descriptionWords, readDescriptionSearch } from '../../../../shared/filter/description-words.ts'
import type { ReadableDb, WritableDb } from '../../file/connection.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { addFilm, smallWarehouse } from '../../testing/small-warehouse.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { describedFilms } from './described-films.ts'
import { DescriptionIndex } from './description-index.ts'

const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

/** The same connection for every reading; closing it is left to the test. */
const lent = (db: WritableDb): ReadableDb =>
  new Proxy(db, {
    get: (target, name) => {
      if (name === 'close') return () => undefined
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

function ground(texts: readonly (string | null)[]) {
  const db = smallWarehouse(
    ':memory:',
    texts.map((_, index) => ({ title: `Film ${index}`, rating: 5 + (index % 40) / 10 })),
  )
  const tell = db.prepare('UPDATE dim_movie SET description_full = ?, summary = ? WHERE movie_id = ?')
  for (const [index, text] of texts.entries()) tell.run(text, text, 1 + index * 3)
  const read: number[] = []
  const index = new DescriptionIndex(
    () => lent(db),
    () => {
      read.push(1)
      return Promise.resolve()
    },
  )
  opened.push(
    () => index.reset(),
    () => db.close(),
  )
  return { db, index, tell, slices: read }
}

async function follow(index: DescriptionIndex, engine: FilmEngine): Promise<number> {
  const reading = index.follow(engine.columns)
  await reading?.done
  return reading?.of ?? 0
}

function found(db: WritableDb, engine: FilmEngine, index: DescriptionIndex, text: string, limit = 20) {
  const search = readDescriptionSearch(text)
  if (!search) throw new Error('nothing to look for')
  const answer = describedFilms(db, engine, index, { text, search, limit })
  if (answer === 'gone') throw new Error('gone')
  return answer
}

describe('the index of descriptions', () => {
  it('finds the films that hold every word, as going through them does', async () => {
    const words = ['bridge', 'Bridges', 'storm', 'Élan', 'of', 'a', '東京', "it's", 'NEAR', 'OR', '"', '*', 'x½y']
    const texts = fc.sample(
      fc.option(fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((all) => all.join(' '))),
      {
        seed: 20261130,
        numRuns: 500,
      },
    )
    const { db, index } = ground(texts)
    const engine = await engineOver(db)
    expect(await follow(index, engine)).toBe(texts.length)
    for (const typed of [
      'bridge',
      'bridge ',
      'bri',
      'storm of bridge',
      "elan it's",
      '東京',
      'near or',
      'storm or "bridge"',
      'zzz',
    ]) {
      const search = readDescriptionSearch(typed)
      if (!search) {
        expect([...typed].length, typed).toBeLessThan(3)
        continue
      }
      const holds = (text: string | null) => {
        const have = descriptionWords(text ?? '')
        return search.words.every((word, at) =>
          have.some((one) => one === word || (search.isOpen && at === search.words.length - 1 && one.startsWith(word))),
        )
      }
      const expected = texts.flatMap((text, at) => (holds(text) ? 1 + at * 3 : []))
      expect(
        index.find(search, 10_000)?.sort((a, b) => a - b),
        typed,
      ).toEqual(expected)
      if (expected.length > 1) expect(index.find(search, expected.length - 1), typed).toBeNull()
    }
  })

  it('reads after a publish only what the publish changed', async () => {
    const texts = Array.from({ length: 300 }, (_, i) => `A bridge of number${i}`)
    const { db, index, tell } = ground(texts)
    expect(await follow(index, await engineOver(db))).toBe(300)
    const set = db.prepare('UPDATE fact_movies SET run_id = 3 WHERE movie_id = ?')
    for (const id of [4, 7]) {
      tell.run('A storm', null, id)
      set.run(id)
    }
    db.prepare('DELETE FROM genre_junction WHERE movie_id = 10').run()
    db.prepare('DELETE FROM fact_movies WHERE movie_id = 10').run()
    addFilm(db, 2, { title: 'New', rating: 9, firstRun: 3 })
    tell.run('The newest storm', null, 2)
    const engine = await engineOver(db)
    expect(await follow(index, engine)).toBe(3)
    expect(found(db, engine, index, 'storm').hits.map(({ title }) => title)).toEqual(['New', 'Film 2', 'Film 1'])
    expect(found(db, engine, index, 'bridge').total).toBe(297)
    expect(await follow(index, engine)).toBe(0)
  })

  it('answers below titles: films with the words in their title are left out, the best rated come first', async () => {
    const { db, index } = ground(['The film of a storm', 'Calm', 'A film; a storm.', null])
    addFilm(db, 100, { title: 'Storm', rating: 10 })
    db.prepare("UPDATE dim_movie SET description_full = 'A storm' WHERE movie_id = 100").run()
    const engine = await engineOver(db)
    await follow(index, engine)
    const { total, hits } = found(db, engine, index, 'storm')
    expect(total).toBe(2)
    expect(hits.map(({ title }) => title)).toEqual(['Film 2', 'Film 0'])
    expect(hits[0]?.snippet).toEqual([
      { text: 'A film; a ', hit: false },
      { text: 'storm', hit: true },
      { text: '.', hit: false },
    ])
    expect(found(db, engine, index, 'storm', 1).hits).toHaveLength(1)
  })

  it('lets others have their turn while it reads, and begins anew after a failure', async () => {
    const { db, index, slices } = ground(Array.from({ length: 1000 }, () => 'A bridge'))
    const engine = await engineOver(db)
    const broken = new DescriptionIndex(
      () => {
        throw new Error('no connection')
      },
      () => Promise.resolve(),
    )
    await expect(broken.follow(engine.columns)?.done).rejects.toThrow('no connection')
    expect(broken.follow(engine.columns)).not.toBeNull()
    await follow(index, engine)
    expect(slices.length).toBeGreaterThanOrEqual(5)
  })

  it('drops a hit whose description is another one by now', async () => {
    const { db, index, tell } = ground(['A bridge', 'A bridge too'])
    const engine = await engineOver(db)
    await follow(index, engine)
    tell.run('Another text', null, 4)
    expect(found(db, engine, index, 'bridge').hits.map(({ movieId }) => movieId)).toEqual([1])
  })
})
