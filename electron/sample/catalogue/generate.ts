import { type FilmSource, type SampleFilm, type SampleTorrent, serverTime } from './film.ts'
import { hash32, intBelow, normal, pick, type Random, randomFor, unit, weighted } from './random.ts'
import { makeDescription, makeTitles, slugOf, withEntities } from './text.ts'
import { CERTIFICATES, GENRES, LANGUAGES } from './vocabulary.ts'

/** Invented films: every film is a pure function of seed and position, so a million of them need no memory. */

/** What to generate. */
export interface GenerateOptions {
  /** Films in the catalogue at the start. */
  films: number
  seed: number
  /** How much more often than in reality a record is odd (missing keys, unknowns); 1 is as counted, 0 is none. */
  quirks?: number
  /** Id of the first film. */
  firstId?: number
  /** Upload seconds of the first film and just after the last one. */
  from?: number
  to?: number
}

const FROM = Date.UTC(2015, 9, 30, 22) / 1000
const TO = Date.UTC(2026, 9, 31) / 1000
/** Uploads grew more frequent over the years: the curve of position over time. */
const GROWTH = 0.75
const LATER_STEP = 3600
const GAP_EVERY = 40
const COUNTED = 25_962
/** `.invalid` never resolves (RFC 2606), so nothing of the sample can lead to a real place. */
const SITE = 'https://sample-catalogue.invalid'

const certificateOf = weighted(CERTIFICATES)
const cleanCertificateOf = weighted(CERTIFICATES.slice(0, 5))
const languageOf = weighted(LANGUAGES)
const cleanLanguageOf = weighted(LANGUAGES.filter(([code]) => code !== '' && code !== 'xx'))

/** A source of invented films with the distributions and oddities counted in a real catalogue. */
export function generatedFilms(options: GenerateOptions): FilmSource {
  const { films, seed, quirks = 1, firstId = 11, from = FROM, to = TO } = options
  const step = Math.max(1, Math.min(LATER_STEP, Math.floor((to - from) / Math.max(1, films))))

  /** Seconds grow with the position; the random part stays inside one film's own share of the time. */
  const rawUnix = (position: number): number => {
    const inside = position + unit(seed, position, 1)
    if (position < films) return Math.floor(from + (to - from) * (inside / films) ** GROWTH)
    return Math.floor(to + (inside - films) * step)
  }
  /** A few films share their upload second with the one before. */
  const unix = (position: number): number =>
    position > 0 && position !== films && unit(seed, position, 2) < (362 / 2 / COUNTED) * quirks
      ? rawUnix(position - 1)
      : rawUnix(position)
  /** Ids grow with the position and skip one number in every forty. */
  const id = (position: number): number => {
    const block = Math.floor(position / GAP_EVERY)
    const skipped = position % GAP_EVERY >= hash32(seed, block, 3) % GAP_EVERY ? 1 : 0
    return firstId + position + block + skipped
  }
  const positionOf = (wanted: number): number => {
    const highest = wanted - firstId
    for (let p = Math.max(0, Math.floor((highest * GAP_EVERY) / (GAP_EVERY + 1)) - 2); p <= highest; p++) {
      if (id(p) === wanted) return p
      if (id(p) > wanted) return -1
    }
    return -1
  }
  const film = (position: number): SampleFilm => makeFilm(seed, position, id(position), unix(position), quirks)
  return { size: films, generated: true, film, id, unix, positionOf }
}

function makeFilm(seed: number, position: number, id: number, uploaded: number, quirks: number): SampleFilm {
  const random = randomFor(seed, position, 4)
  const oddity = randomFor(seed, position, 5)
  const odd = (films: number): boolean => oddity() < Math.min(0.5, (films / COUNTED) * quirks)

  const language = (quirks > 0 ? languageOf : cleanLanguageOf)(random)
  const genres = makeGenres(random)
  const uploadYear = new Date(uploaded * 1000).getUTCFullYear()
  const year = odd(1) ? 0 : makeYear(random, uploadYear)
  const titles = makeTitles(random, language)
  const slug = slugOf(titles.english, year, id)
  const text = random() < 0.03 ? '' : oddText(makeDescription(random), odd)
  const rating = odd(49) ? 0 : makeRating(random, genres)
  const runtime = odd(1287) ? 0 : odd(2) ? 400 + intBelow(random, 300) : makeRuntime(random, genres)
  const images = `${SITE}/assets/images/movies/${slug}`
  const noDate = odd(237)
  const noDateAtAll = noDate && odd((4 / 237) * COUNTED)
  const noTorrents = odd(4) || noDateAtAll
  const title = oddTitle(titles.title, odd)

  const film: SampleFilm = {
    id,
    url: `${SITE}/movies/${slug}`,
    imdb_code: `tt${String(90_000_000 + id).slice(-8)}`,
    title,
    title_english: titles.english,
    title_long: `${title} (${year})`,
    slug,
    year,
    rating,
    runtime,
    ...(odd(11) ? {} : { genres }),
    summary: text,
    description_full: text,
    synopsis: text,
    yt_trailer_code: '',
    language,
    mpa_rating: (quirks > 0 ? certificateOf : cleanCertificateOf)(random),
    background_image: `${images}/background.jpg`,
    background_image_original: `${images}/background.jpg`,
    small_cover_image: `${images}/small-cover.jpg`,
    medium_cover_image: `${images}/medium-cover.jpg`,
    large_cover_image: `${images}/large-cover.jpg`,
    state: 'ok',
  }
  if (!noTorrents) film.torrents = makeTorrents(random, id, uploaded, noDate ? 0 : 3600)
  if (!noDate) {
    film.date_uploaded = serverTime(uploaded)
    film.date_uploaded_unix = uploaded
  }
  return film
}

/** Draws each genre by its share; a genre tied to another keeps its overall share (law of total probability). */
function makeGenres(random: Random): string[] {
  const chosen = new Set<string>()
  for (const { name, share, given } of GENRES) {
    let chance = share
    if (given) {
      const other = shareOf(given.genre)
      chance = chosen.has(given.genre) ? given.share : (share - other * given.share) / (1 - other)
    }
    if (random() < chance) chosen.add(name)
  }
  if (chosen.size === 0) chosen.add(pick(random, ['Drama', 'Action', 'Comedy']))
  return [...chosen].sort()
}

const shares = new Map(GENRES.map(({ name, share }) => [name, share]))
const shifts = new Map(GENRES.map(({ name, ratingShift }) => [name, ratingShift]))
const shareOf = (name: string): number => shares.get(name) ?? 0

/** A bell around 6.2, moved by the genres; one decimal, so about one in ten is an integer in JSON as in reality. */
function makeRating(random: Random, genres: readonly string[]): number {
  const shift = genres.reduce((sum, name) => sum + (shifts.get(name) ?? 0), 0) / Math.sqrt(genres.length)
  const value = normal(random, 6.15 + shift * 0.7, 1.1)
  return Math.round(Math.min(9.6, Math.max(1.1, value)) * 10) / 10
}

/** Minutes around 100; documentaries are shorter, epics longer. */
function makeRuntime(random: Random, genres: readonly string[]): number {
  if (random() < 0.03) return 15 + intBelow(random, 45)
  const mean = genres.includes('Documentary')
    ? 86
    : genres.includes('Animation')
      ? 84
      : genres.includes('War')
        ? 112
        : 100
  const long = random() < 0.06 ? 35 : 0
  return Math.round(Math.min(320, Math.max(45, normal(random, mean + long, 15))))
}

/** Mostly new films, with a long tail back to 1920. */
function makeYear(random: Random, uploadYear: number): number {
  const age = random() < 0.45 ? intBelow(random, 3) : Math.floor(-Math.log(1 - random()) * 18)
  return Math.max(uploadYear - age, 1920 + intBelow(random, 30))
}

const RELEASES: readonly (readonly [string, string, number])[] = [
  ['720p', 'bluray', 0.85],
  ['1080p', 'bluray', 1.7],
  ['2160p', 'bluray', 7.5],
  ['720p', 'web', 0.8],
]

/** Entries that look like the API's and are good for nothing: no address, and a hash that is none. */
function makeTorrents(random: Random, id: number, uploaded: number, delay: number): SampleTorrent[] {
  const count = random() < 0.067 ? 1 : random() < 0.06 ? 3 + intBelow(random, 2) : 2
  let when = uploaded
  return RELEASES.slice(0, count).map(([quality, type, gigabytes], index) => {
    const bytes = Math.round(gigabytes * (0.7 + random() * 0.6) * 2 ** 30)
    when += index === 0 && delay === 0 ? 0 : intBelow(random, 3600)
    return {
      url: '',
      hash: `SAMPLE-NOT-A-HASH-${String(id)}-${index}`.padEnd(40, '0'),
      quality,
      type,
      seeds: intBelow(random, 100),
      peers: intBelow(random, 60),
      size: bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(2)} MB` : `${(bytes / 2 ** 30).toFixed(2)} GB`,
      size_bytes: bytes,
      date_uploaded: serverTime(when),
      date_uploaded_unix: when,
    }
  })
}

/** Entities, stray white space and decomposed letters, each in about one text in a hundred. */
function oddText(text: string, odd: (films: number) => boolean): string {
  let result = text
  if (odd(260)) result = withEntities(result)
  if (odd(260)) result = `  ${result}\r\n `
  if (odd(260)) result = result.normalize('NFD')
  return result
}

function oddTitle(title: string, odd: (films: number) => boolean): string {
  let result = title
  if (odd(130)) result = withEntities(result)
  if (odd(130)) result = ` ${result} `
  if (odd(130)) result = result.normalize('NFD')
  return result
}
