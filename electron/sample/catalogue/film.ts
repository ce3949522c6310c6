/** The shape of a film in a response of the YTS API, as its recorded responses have it (2020 and later). */

/** One torrent entry. The sample server only ever makes inert ones. */
export interface SampleTorrent {
  url: string
  hash: string
  quality: string
  type: string
  seeds: number
  peers: number
  size: string
  size_bytes: number
  date_uploaded: string
  date_uploaded_unix: number
}

/** One member of `data.movies`. The optional keys are those that the real API sometimes leaves out. */
export interface SampleFilm {
  id: number
  url: string
  imdb_code: string
  title: string
  title_english: string
  title_long: string
  slug: string
  year: number
  rating: number
  runtime: number
  genres?: string[]
  summary: string
  description_full: string
  synopsis: string
  yt_trailer_code: string
  language: string
  mpa_rating: string
  background_image: string
  background_image_original: string
  small_cover_image: string
  medium_cover_image: string
  large_cover_image: string
  state: string
  torrents?: SampleTorrent[]
  date_uploaded?: string
  date_uploaded_unix?: number
}

/** Where films come from: position 0 is the film uploaded first. Positions from `size` on are films not yet appended. */
export interface FilmSource {
  /** Films present at the start. */
  readonly size: number
  /** True when the films are invented. */
  readonly generated: boolean
  /** The film at a position; always a fresh or an unshared-by-convention object: callers do not change it. */
  film(position: number): SampleFilm
  /** The film id at a position, without making the film. */
  id(position: number): number
  /** The upload second by which the API orders the film at a position, also when the film itself does not show it. */
  unix(position: number): number
  /** The position of a film id, or -1. */
  positionOf(id: number): number
}

/** The local time of the API's servers (CET, CEST in summer) in its notation `YYYY-MM-DD HH:MM:SS`. */
export function serverTime(unix: number): string {
  const year = new Date(unix * 1000).getUTCFullYear()
  const summer = unix >= lastSunday(year, 2) && unix < lastSunday(year, 9)
  return new Date((unix + (summer ? 7200 : 3600)) * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

const changes = new Map<number, number>()

/** The second of a European clock change: 01:00 UTC on the last Sunday of a month (EU directive 2000/84/EC). */
function lastSunday(year: number, month: number): number {
  const key = year * 12 + month
  const known = changes.get(key)
  if (known !== undefined) return known
  const last = new Date(Date.UTC(year, month + 1, 0, 1))
  const second = last.getTime() / 1000 - last.getUTCDay() * 86_400
  changes.set(key, second)
  return second
}
