import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyFilter } from '../../../../shared/filter/filter.ts'
import type { WritableDb } from '../../file/connection.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import { FilmEngine } from '../columns/film-engine.ts'
import { explainSql } from '../queries/explain.ts'

const titles = [
  'Amélie',
  'The Amélie Affair',
  'Élan Vital',
  '東京物語',
  'Tokyo Story: "Director\'s Cut"',
  'L’Avventura',
  '8½',
  'Life of Brian',
  'Wildlife',
  'Life',
  'За гранью',
  '기생충',
  'Smørrebrød',
  '100% Wolf',
  '*batteries not included',
  'M',
]

describe('title search', () => {
  let db: WritableDb
  let engine: FilmEngine
  beforeAll(async () => {
    db = smallWarehouse(':memory:', [
      ...titles.map((title) => ({ title })),
      { title: 'Sen to Chihiro', titleEnglish: 'Spirited Away' },
    ])
    engine = await engineOver(db)
  })
  afterAll(() => db.close())

  const found = (text: string) => {
    const { total, rows } = engine.searchTitles(text, 20)
    const names = rows.map((row) => [...titles, 'Sen to Chihiro'][((engine.columns.ids[row] as number) - 1) / 3])
    expect(names).toHaveLength(total)
    return names
  }

  it.each([
    ['amelie', ['Amélie', 'The Amélie Affair']],
    ['AMÉLIE', ['Amélie', 'The Amélie Affair']],
    ['ame\u0301lie', ['Amélie', 'The Amélie Affair']],
    ['京', ['東京物語']],
    ['東京', ['東京物語']],
    ['생충', ['기생충']],
    ['гран', ['За гранью']],
    ['smorrebrod', ['Smørrebrød']],
    ["l'avventura", ['L’Avventura']],
    ['“director’s cut”', ['Tokyo Story: "Director\'s Cut"']],
    ['"of brian"', ['Life of Brian']],
    ['brian life', ['Life of Brian']],
    ['100%', ['100% Wolf']],
    ['%', ['100% Wolf']],
    ['*', ['*batteries not included']],
    ['spirited', ['Sen to Chihiro']],
    ['chihiro spirited', ['Sen to Chihiro']],
    ['zzz', []],
    ['', []],
    ['   ', []],
    ['"', ['Tokyo Story: "Director\'s Cut"']],
    ["' OR 1=1 --", []],
    ['\u0000', []],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected.length === 1 ? expected : expect.arrayContaining(expected))
    expect(found(text)).toHaveLength(expected.length)
  })

  it('puts the title itself first, then titles that begin with it, then words, then the rest', () => {
    expect(found('life')).toEqual(['Life', 'Life of Brian', 'Wildlife'])
    expect(found('m').slice(0, 1)).toEqual(['M'])
  })

  it.each([
    ['oceans eleven', ["Ocean's Eleven"]],
    ["ocean's eleven", ["Ocean's Eleven"]],
    ['ocean`s', ["Ocean's Eleven"]],
    ['ocean\u00b4s', ["Ocean's Eleven"]],
    ['wall-e', ['WALL·E']],
    ['walle', ['WALL·E']],
    ['wall e', ['WALL·E']],
    ['WALL•E', ['WALL·E']],
    ['faceoff', ['Face/Off']],
    ['face off', ['Face/Off']],
    ['"face off"', ['Face/Off']],
    ['spiderman', ['Spider-Man: No Way Home']],
    ['spider-man', ['Spider Man', 'Spider-Man: No Way Home']],
    ['"spider-man"', ['Spider Man', 'Spider-Man: No Way Home']],
    ['spider–man home', ['Spider-Man: No Way Home']],
    ['Mission: Impossible – Fallout', ['Mission: Impossible - Fallout']],
    ['mission impossible & fallout', ['Mission: Impossible - Fallout']],
    ['- spider', ['Spider Man', 'Spider-Man: No Way Home']],
    ['— ☮', []],
    ['· fallout', ['Mission: Impossible - Fallout']],
    ['"man no"', ['Spider-Man: No Way Home']],
    ['swat', ['S.W.A.T.']],
    ['mash', ['M*A*S*H']],
    ['地球防衛軍', ['地球・防衛軍']],
    ['rocky 2', []],
    ['rocky ii', ['Rocky II']],
    ['rocky', ['Rocky II']],
    ['amelie le', ['Le Fabuleux destin d’Amélie–Poulain']],
    ['damelie', ['Le Fabuleux destin d’Amélie–Poulain']],
    ['ameliepoulain', ['Le Fabuleux destin d’Amélie–Poulain']],
    ['mi\u200cravam', ['می\u200cروم miravam']],
    ['sign o the times', ['Sign ☮︎ the Times o']],
    ['☮', ['Sign ☮︎ the Times o']],
  ])('leaves signs and joins out: %j', async (text, expected) => {
    const names = [
      ...[
        "Ocean's Eleven",
        'WALL·E',
        'Face/Off',
        'Spider-Man: No Way Home',
        'S.W.A.T.',
        'M*A*S*H',
        '地球・防衛軍',
        'Rocky II',
      ],
      ...['Le Fabuleux destin d’Amélie–Poulain', 'می\u200cروم miravam', 'Sign ☮︎ the Times o'],
      ...['Spider Man', 'Mission: Impossible - Fallout'],
    ]
    const small = smallWarehouse(
      ':memory:',
      names.map((title) => ({ title })),
    )
    const other = await engineOver(small)
    const { rows } = other.searchTitles(text, 20)
    expect(rows.map((row) => names[((other.columns.ids[row] as number) - 1) / 3])).toEqual(expected)
    small.close()
  })

  it('ranks the title itself, its beginning, words, the rest; within each by rating, then the newest', async () => {
    const films = [
      ['Housewife 50', 9.9],
      ['The House', 5],
      ['House of Cards', 6],
      ['House', 1],
      ['House on a Hill', null],
      ['Full-House', 7],
      ['Doll’s House', 8],
      ['Lighthouse', 9.5],
      ['House of Wax', 6],
      ['Boathouse', 9.5],
    ] as const
    const small = smallWarehouse(':memory:', [
      ...films.map(([title, rating]) => ({ title, rating })),
      { title: 'La casa', titleEnglish: 'House', rating: 9 },
    ])
    const other = await engineOver(small)
    const order = (text: string, limit = 20) =>
      other
        .searchTitles(text, limit)
        .rows.map((row) => [...films.map(([title]) => title), 'La casa'][((other.columns.ids[row] as number) - 1) / 3])
    const best = ['La casa', 'House', 'Housewife 50', 'House of Wax', 'House of Cards', 'House on a Hill']
    const rest = ['Doll’s House', 'Full-House', 'The House', 'Boathouse', 'Lighthouse']
    expect(order('house')).toEqual([...best, ...rest])
    expect(order('house', 7)).toEqual([...best, ...rest].slice(0, 7))
    expect(order('full house')[0]).toBe('Full-House')
    expect(order('dolls house')[0]).toBe('Doll’s House')
    small.close()
  })

  it.each([
    ['Amélie', 'Le Fabuleux destin d’Amélie Poulain', 'Amélie'],
    ['Seven', 'Seven Samurai', 'Seven'],
    ['Wall-E', 'A Walle-E', 'Wall·E'],
    ['Léon', 'Léon: The Professional', 'Leon'],
  ])('ranks an English title %j as a title also where the title %j contains it', async (text, title, titleEnglish) => {
    const films = [
      { title: `${text} and more`, rating: 9 },
      { title, titleEnglish, rating: 1 },
    ]
    const small = smallWarehouse(':memory:', films)
    const other = await engineOver(small)
    const { rows } = other.searchTitles(text, 20)
    expect(rows.map((row) => films[((other.columns.ids[row] as number) - 1) / 3]?.title)).toEqual([
      title,
      films[0]?.title,
    ])
    small.close()
  })

  it.each([
    ['tt0133093', [2, 3]],
    [' TT0133093 ', [2, 3]],
    ['https://www.imdb.com/title/tt0133093/', [2, 3]],
    ['http://m.imdb.com/title/tt0133093/?ref_=fn_al_tt_1', [2, 3]],
    ['imdb.com/de/title/tt0133093#quotes', [2, 3]],
    [`https://www.imdb.com/title/tt0133093/?${'x'.repeat(300)}`.slice(0, 200), [2, 3]],
    ['tt12345678', [4]],
    ['tt9876543210', [5]],
    ['tt12345678901', []],
    ['tt1330933', []],
    ['tt0000000', []],
    ['tt013309', []],
    ['https://imdb.com.example.org/title/tt0133093/', []],
    ['tt0133093 matrix', []],
  ])('finds the film of an IMDb code, and the SQL does: %j', async (text, expected) => {
    const small = smallWarehouse(':memory:', [
      { title: 'No code' },
      { title: 'Matrix', imdbCode: 'tt0133093', rating: 8 },
      { title: 'Matrix again', imdbCode: 'tt0133093', rating: 7 },
      { title: 'Long', imdbCode: 'tt12345678' },
      { title: 'Longest', imdbCode: 'tt9876543210' },
    ])
    const other = await engineOver(small)
    const { total, rows } = other.searchTitles(text, 20)
    expect(rows.map((row) => ((other.columns.ids[row] as number) - 1) / 3 + 1)).toEqual(expected)
    expect(total).toBe(expected.length)
    const filter = { ...emptyFilter(), search: text }
    expect(other.rows(filter, [{ key: 'movie_id', dir: 'asc' }])).toHaveLength(expected.length)
    const shown = small.prepare<[], { movie_id: number }>(explainSql(filter, 'none')).all()
    expect(shown.map(({ movie_id }) => (movie_id - 1) / 3 + 1)).toEqual(expected)
    small.close()
  })

  it('waits for the titles with a code too: what is found is told with its title', async () => {
    const unready = new FilmEngine(engine.columns, () => [])
    expect(unready.needsTitles({ ...emptyFilter(), search: 'tt0133093' })).toBe(true)
    expect(unready.needsTitles({ ...emptyFilter(), search: ' " ' })).toBe(true)
    expect(unready.needsTitles({ ...emptyFilter(), search: '  ' })).toBe(false)
  })

  it('stays right when a search narrows the one before, and when it widens again', () => {
    for (const text of ['l', 'li', 'lif', 'life', 'life o', 'lif', 'wild', 'l']) {
      const fresh = titles.filter((title) =>
        text.split(' ').every((term) =>
          title
            .toLowerCase()
            .normalize('NFD')
            .replace(/[\u0300-\u036f]/g, '')
            .includes(term),
        ),
      )
      expect(
        found(text)
          .filter((title) => title !== 'Sen to Chihiro')
          .sort(),
      ).toEqual(fresh.sort())
    }
  })
})
