import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WritableDb } from '../../file/connection.ts'
import { smallWarehouse } from '../queries/small-warehouse.ts'
import type { FilmEngine } from './film-engine.ts'
import { engineOver } from './small-engine.ts'

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
