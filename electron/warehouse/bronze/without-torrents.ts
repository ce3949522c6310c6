import { type FieldName, fieldNames, fieldOf, hashedFields } from '../../../shared/model/fields.ts'
import { identifiesDownload } from '../masking/mask-torrents.ts'
import { absentKeys } from '../silver/absent-fields.ts'
import { cleanRow } from '../silver/cleaning/clean-movie.ts'

type Fields = Record<string, unknown>
type Cleaned = ReturnType<typeof cleanRow>

/** A row as received that may leave this machine. */
interface Cut {
  /** JSON of the modelled fields; null where the row says nothing that may leave. */
  film: string | null
  /** A good film that could not be told without its identities: nobody else can clean it to the same. */
  isLost: boolean
}

/**
 * A row as received without anything of its torrents but the first one's dates, and without what identifies a download in its other
 * fields: those are as received, or as they are cleaned. Only what cleans to the same film, or is refused by the same rule, is given.
 */
export function withoutTorrents(row: unknown): Cut {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { film: null, isLost: false }
  const raw = row as Fields
  const cleaned = cleanRow(raw)
  const wanted = outcome(cleaned, raw)
  // As received where that is harmless; all texts as cleaned where cleaning had to take something out that does not show before.
  for (const isKept of [isHarmless, () => false]) {
    const cut = cutFilm(raw, cleaned, isKept)
    const again = cleanRow(cut)
    if (outcome(again, cut) !== wanted) continue
    if (again.ok && again.rules.includes('torrent_text_removed')) continue
    return { film: JSON.stringify(cut), isLost: false }
  }
  return { film: null, isLost: cleaned.ok }
}

/** What silver takes from a row, as a text to compare: film or rule, and which keys it lacks. */
function outcome(cleaned: Cleaned, row: Fields): string {
  if (!cleaned.ok) return JSON.stringify([cleaned.movieId, cleaned.rule])
  const { movieId, cells, genres, rules } = cleaned
  return JSON.stringify([movieId, cells, genres, rules.includes('date_from_torrent'), absentKeys(row)])
}

function cutFilm(raw: Fields, cleaned: Cleaned, isKept: (value: unknown) => boolean): Fields {
  const cut: Fields = {}
  for (const name of fieldNames) {
    if (!Object.hasOwn(raw, name)) continue
    const value = raw[name]
    if (name === 'torrents') cut[name] = firstDates(value)
    else if (fieldOf(name).json === 'number') cut[name] = isHarmless(value) ? value : null
    else {
      const stored = cleaned.ok ? storedValue(cleaned, name) : null
      // An address that is refused leads somewhere, whatever it looks like.
      const isRefused = fieldOf(name).cleaner === 'address' && stored === null
      cut[name] = isKept(value) && !isRefused ? value : stored
    }
  }
  return cut
}

const columns: readonly FieldName[] = hashedFields

/** What is stored of a field; of a day nothing, for it is read again from what else tells it. */
function storedValue(cleaned: Cleaned & { ok: true }, name: FieldName): unknown {
  if (name === 'genres') return cleaned.genres
  const at = columns.indexOf(name)
  return name === 'date_uploaded' ? null : (cleaned.cells[at] ?? null)
}

/** Whether a received value holds nothing that identifies a download: plain values, and lists of texts as genres are. */
function isHarmless(value: unknown): boolean {
  if (typeof value === 'string') return !identifiesDownload(value)
  if (typeof value !== 'object' || value === null) return true
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && isHarmless(item))
}

const dates = ['date_uploaded', 'date_uploaded_unix'] as const
/** No hash is as short as this, and no date as long. */
const longestDate = 31

/** Of the torrents the first one's dates, of which nothing else is read. */
function firstDates(torrents: unknown): unknown {
  const first: unknown = Array.isArray(torrents) ? torrents[0] : undefined
  if (typeof first !== 'object' || first === null) return []
  const found: Fields = {}
  for (const name of dates) {
    const value = (first as Fields)[name]
    if (typeof value === 'number' || (typeof value === 'string' && value.length <= longestDate && isHarmless(value)))
      found[name] = value
  }
  return [found]
}
