import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWritable } from '../../file/connection.ts'
import { migrate } from '../../migrations/index.ts'
import { loadAll, memoryWarehouse, pagesOf, rawMovie } from '../../testing/loads.ts'
import { rebuildWarehouse } from '../../write/rebuild.ts'
import { createLoadStore } from '../../write/store.ts'
import { newestPosterHost, posterPlaceOf } from './poster-place.ts'

const image = (host: string, name: string) => `https://${host}/assets/film/${name}.jpg`

function warehouse(films: readonly Record<string, unknown>[]) {
  const db = memoryWarehouse()
  const rows = films.map((changes, index) => rawMovie(index + 1, changes))
  loadAll(createLoadStore(db), pagesOf(rows))
  return db
}

describe('where the poster of a film lies', () => {
  it('is by the address of the middle size, else of another one', () => {
    const [small, medium, large] = ['small', 'medium', 'large'].map((name) => image('img.example', name))
    const db = warehouse([
      { small_cover_image: small, medium_cover_image: medium, large_cover_image: large },
      { small_cover_image: small, medium_cover_image: null, large_cover_image: large },
      { small_cover_image: small, medium_cover_image: 'javascript:alert(1)', large_cover_image: undefined },
      { small_cover_image: '', medium_cover_image: 5, large_cover_image: 'https://img.example/cover.svg' },
    ])
    const paths = [1, 2, 3, 4, 99].map((id) => posterPlaceOf(db, id)?.path ?? null)
    expect(paths).toEqual(['/assets/film/medium.jpg', '/assets/film/large.jpg', '/assets/film/small.jpg', null, null])
  })

  it('tells of no torrent: an address that would is not kept, and its query never', () => {
    const hash = 'c0ffee1234567890abcdef1234567890deadbeef'
    const addresses = [
      `https://img.example/torrent/download/${hash}.jpg`,
      `https://img.example/a/${hash}.jpg`,
      `https://img.example/a/${hash.toUpperCase()}/medium.jpg`,
      `https://img.example/${[...hash].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')}.jpg`,
    ]
    const films = addresses.map((address) => ({
      small_cover_image: address,
      medium_cover_image: address,
      large_cover_image: address,
    }))
    const db = warehouse([...films, { medium_cover_image: `https://img.example/a.jpg?t=${'a'.repeat(12)}` }])
    const places = [...films.keys()].map((index) => posterPlaceOf(db, index + 1))
    expect(places).toEqual(addresses.map(() => null))
    expect(posterPlaceOf(db, films.length + 1)?.path).toBe('/a.jpg')
  })

  it('is there in a warehouse of every version, and comes back from bronze', () => {
    const db = openWritable(':memory:')
    db.exec(readFileSync(join(import.meta.dirname, '..', '..', 'testing', 'schema-30.sql'), 'utf8'))
    migrate(db)
    expect(posterPlaceOf(db, 1)).toEqual({ host: 'img.example', path: '/assets/film-number-1-2001/medium.jpg' })

    const loaded = warehouse([{}, {}])
    const before = posterPlaceOf(loaded, 2)
    expect(before).not.toBeNull()
    loaded.exec('UPDATE silver_movie SET small_cover_image = NULL, medium_cover_image = NULL, large_cover_image = NULL')
    expect(posterPlaceOf(loaded, 2)).toBeNull()
    rebuildWarehouse(loaded)
    expect(posterPlaceOf(loaded, 2)).toEqual(before)
  })
})

it('the host on offer is that of the newest film with a poster', () => {
  const at = (host: string | null) => {
    const address = host && image(host, 'medium')
    return { medium_cover_image: address, large_cover_image: null, small_cover_image: null }
  }
  expect(newestPosterHost(warehouse([at('old.example'), at('old.example'), at('new.example'), at(null)]))).toBe(
    'new.example',
  )
  expect(newestPosterHost(warehouse([at(null)]))).toBeNull()
  expect(newestPosterHost(memoryWarehouse())).toBeNull()
})
