import { generatedFilms } from '../../sample/catalogue/generate.ts'

/** A response of the API as it was at some time, invented: the films are, the shape is as counted in recorded responses. */
export interface PastResponse {
  name: string
  text: string
  page: number
  limit: number
  /** Rows in the response, repeated ones counted each time. */
  rows: number
}

type Row = Record<string, unknown>

const languageWords: Record<string, string> = { en: 'English', ja: 'Japanese', fr: 'French', es: 'Spanish' }
/** Keys that rows of 2015 did not have yet. */
const laterKeys = [
  ...['title_english', 'summary', 'description_full', 'synopsis', 'yt_trailer_code'],
  ...['background_image', 'background_image_original', 'large_cover_image'],
]

function films(from: number, count: number): Row[] {
  const source = generatedFilms({ films: 10_000, seed: 11, quirks: 0 })
  return Array.from({ length: count }, (_, i) => ({ ...source.film(from + i) }))
}

function torrentsWith(row: Row, change: (torrent: Row) => Row): Row {
  return { ...row, torrents: (row.torrents as Row[] | undefined)?.map(change) }
}

function withoutKeys(row: Row, keys: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)))
}

const languageAsWord = (row: Row): Row => ({ ...row, language: languageWords[String(row.language)] ?? 'English' })
const untypedTorrents = (row: Row): Row => torrentsWith(row, (torrent) => withoutKeys(torrent, ['type']))

function response(name: string, movieCount: number, limit: number, rows: readonly Row[] | null, timezone: string) {
  const data = { movie_count: movieCount, limit, page_number: 1, ...(rows === null ? {} : { movies: rows }) }
  const meta = { server_time: 1_700_000_000, server_timezone: timezone, api_version: 2, execution_time: '0 ms' }
  const text = JSON.stringify({ status: 'ok', status_message: 'Query was successful', data, '@meta': meta })
  return { name, text, page: 1, limit, rows: rows?.length ?? 0 }
}

/** The shapes that responses have had from 2015 to 2025. */
export function pastResponses(): PastResponse[] {
  const newest = films(9000, 20).map((row) =>
    torrentsWith(row, (torrent) => ({
      ...torrent,
      is_repack: '0',
      video_codec: 'x264',
      bit_depth: '8',
      audio_channels: '2.0',
    })),
  )
  const incomplete = films(4000, 20).map((row, i) =>
    i === 3 ? withoutKeys(row, ['genres']) : i === 7 ? { ...row, year: 0 } : row,
  )
  const once = films(1500, 14)
  return [
    response(
      '2015: few keys, language as a word',
      3909,
      20,
      films(0, 20).map((row) => untypedTorrents(languageAsWord(withoutKeys(row, laterKeys)))),
      'Pacific/Auckland',
    ),
    response(
      '2018: language as a word',
      6683,
      20,
      films(900, 20).map((row) => untypedTorrents(languageAsWord(row))),
      'EST5EDT',
    ),
    response('2021: fifty a page', 25_704, 50, films(3000, 50), 'CET'),
    response('2022: no genres, year 0', 39_051, 20, incomplete, 'CET'),
    response('2025: a count, and no films', 8, 20, null, 'CET'),
    response('2025: torrents described in more detail', 70_291, 20, newest, 'CET'),
    response('2025: rows repeated within a page', 15_395, 20, [...once, ...once.slice(0, 6)], 'CET'),
  ]
}
