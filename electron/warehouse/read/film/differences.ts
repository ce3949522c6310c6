import type { Inspection } from '../../../../shared/contract/film.ts'
import { normalised } from '../../../../shared/filter/marks.ts'
import { type FieldName, fieldNames, fieldOf } from '../../../../shared/model/fields.ts'
import { maskText } from '../../masking/mask-torrents.ts'

type Cell = string | number | null

/** Fields that are stored: in a column of their own name, or as genres. */
const compared = fieldNames.filter((name) => fieldOf(name).type !== undefined || fieldOf(name).table !== undefined)
const longestValue = 500

/**
 * The fields whose stored value is not what was received, with the cleaning rules that can have changed them.
 *
 * @param received the film as it came
 * @param stored its row in silver, with `rules`
 * @param genres its stored genres, sorted
 */
export function differencesOf(
  received: Record<string, unknown>,
  stored: Record<string, Cell>,
  genres: readonly string[],
): Inspection['differences'] {
  const applied = String(stored.rules ?? '')
    .split(',')
    .filter((rule) => rule !== '')
  const differences: Inspection['differences'] = []
  for (const field of compared) {
    const before = field === 'genres' ? genreText(received.genres) : asText(received[field])
    const after = field === 'genres' ? genres.join(', ') : asText(stored[field])
    // An upload date comes with a time of day, which silver leaves to the unix column.
    if (before === after || (field === 'date_uploaded' && before?.slice(0, 10) === after)) continue
    if (before === null && after === null) continue
    if (field === 'genres' && before !== null && sortedText(before) === sortedText(after ?? '')) continue
    const rule = rulesFor(field, applied, before, after)
    differences.push({ field, received: shorten(before), stored: shorten(after), rule })
  }
  return differences
}

/** What a received text must show for a text rule to have acted on it: the row names its rules, but not their fields. */
const signs: Record<string, (received: string) => boolean> = {
  text_entities: (received) => /&[#\w]+;?/.test(received),
  text_controls: (received) => /(?![\t\n])[\p{Cc}\p{Cf}]/u.test(received),
  text_not_utf8: (received) => received.includes('\ufffd'),
  text_surrogates: (received) => /\p{Cs}/u.test(received),
  text_normalised: (received) => normalised(received, 'NFC') !== received,
  text_trimmed: (received) => received.trim() !== received || /[\r\n]/.test(received),
}

function rulesFor(
  field: FieldName,
  applied: readonly string[],
  received: string | null,
  stored: string | null,
): string {
  const { json, rules } = fieldOf(field)
  const own = applied.filter((rule) => (rules as readonly string[]).includes(rule))
  // A missing or empty value is stored as null without a rule: nothing was changed by it.
  if (own.length === 0 && stored === null && (received ?? '').trim() === '') return 'empty_is_unknown'
  const general = applied.filter(
    (rule) => rule.startsWith(json === 'number' ? 'number_' : 'text_') || rule.startsWith('torrent_text_'),
  )
  const shown = general.filter((rule) => signs[rule]?.(received ?? '') ?? true)
  const named = own.length > 0 ? own : shown.length > 0 ? shown : general
  return named.length > 0 ? named.join(', ') : 'empty_is_unknown'
}

function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function genreText(value: unknown): string | null {
  return Array.isArray(value) ? value.map((genre) => asText(genre) ?? '').join(', ') : asText(value)
}

function sortedText(genres: string): string {
  return genres.split(', ').sort().join(', ')
}

function shorten(text: string | null): string | null {
  if (text === null) return null
  const safe = maskText(text)
  return safe.length > longestValue ? `${safe.slice(0, longestValue)}…` : safe
}
