import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { FilmSource, SampleFilm } from './film.ts'
import { generatedFilms } from './generate.ts'

/** Films from a file: one JSON object a line, each in the shape of `data.movies[]`, plain or gzipped. */

/**
 * Reads a file of films and orders them as the API does: by upload second (a film without one goes by its first
 * torrent's), then by id. Films appended later are invented ones. Throws when a line is no JSON object with an id.
 */
export function ndjsonFilms(file: string, seed: number): FilmSource {
  const raw = readFileSync(file)
  const text = (raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw).toString('utf8')
  const films: SampleFilm[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    films.push(parseLine(line, index + 1))
  }
  return listedFilms(films, seed)
}

/** A source over films held in memory, in the API's order whatever order they come in. */
function listedFilms(films: readonly SampleFilm[], seed: number): FilmSource {
  const ordered = [...films].sort((a, b) => unixOf(a) - unixOf(b) || a.id - b.id)
  const positions = new Map(ordered.map((film, position) => [film.id, position]))
  const size = ordered.length
  const newest = ordered.reduce((latest, film) => Math.max(latest, unixOf(film)), Date.UTC(2020, 0, 1) / 1000)
  const highest = ordered.reduce((top, film) => Math.max(top, film.id), 0)
  const later = generatedFilms({ films: 0, seed, firstId: highest + 1, from: newest, to: newest + 60 })
  return {
    size,
    generated: false,
    film: (position) => ordered[position] ?? later.film(position - size),
    id: (position) => ordered[position]?.id ?? later.id(position - size),
    unix: (position) => {
      const film = ordered[position]
      return film ? unixOf(film) : later.unix(position - size)
    },
    positionOf: (id) => {
      const known = positions.get(id)
      if (known !== undefined) return known
      const appended = later.positionOf(id)
      return appended < 0 ? -1 : appended + size
    },
  }
}

/** The second by which the API orders a film. */
function unixOf(film: SampleFilm): number {
  return film.date_uploaded_unix ?? film.torrents?.[0]?.date_uploaded_unix ?? 0
}

function parseLine(line: string, number: number): SampleFilm {
  let film: unknown
  try {
    film = JSON.parse(line)
  } catch {
    throw new Error(`Line ${number} of the film file is not JSON.`)
  }
  if (typeof film !== 'object' || film === null || typeof (film as { id?: unknown }).id !== 'number') {
    throw new Error(`Line ${number} of the film file is not a film with a numeric id.`)
  }
  return film as SampleFilm
}
