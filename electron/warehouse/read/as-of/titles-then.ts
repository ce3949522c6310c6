import { foldTitle, searchText } from '../../../../shared/filter/search-fold.ts'
import type { ReadableDb } from '../../file/connection.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import type { Titles } from '../columns/film-engine.ts'
import { titleRanks } from '../order/sort-keys.ts'
import { TitleText } from '../titles/title-text.ts'
import { indexWords } from '../titles/title-words.ts'

/**
 * The titles of a catalogue as it was after a run: those of now, and for films whose title changed since or that are not there now
 * what silver had. Call inside a transaction.
 *
 * @param then columns of `columnsThen`, made from `now`
 */
export async function titlesThen(
  db: ReadableDb,
  now: { columns: FilmColumns; titles: Titles },
  then: FilmColumns,
  runId: number,
  pause: () => Promise<void>,
): Promise<Titles> {
  const changed = changedTitles(db, runId)
  const isSame = then.rows === now.columns.rows && then.ids.every((id, row) => id === now.columns.ids[row])
  if (isSame && changed.size === 0) return now.titles
  const read = db.prepare<[number], Names>('SELECT title, title_english FROM silver_movie WHERE movie_id = ?')
  const textOf = (movieId: number): Uint8Array => {
    const { title, title_english: english } = { ...read.get(movieId), ...changed.get(movieId) }
    return Buffer.from(searchText(title ?? '', english ?? null) ?? foldTitle(title ?? ''))
  }
  const { text } = now.titles
  const { ids } = now.columns
  const starts = new Uint32Array(then.rows + 1)
  const parts: Uint8Array[] = []
  let length = 0
  // Rows that stand together now and then are copied in one piece.
  let piece = { from: 0, to: 0 }
  const take = (from: number, to: number) => {
    if (from !== piece.to) {
      parts.push(text.bytes.subarray(text.starts[piece.from], text.starts[piece.to]))
      piece = { from, to }
    } else piece.to = to
  }
  let at = 0
  for (let row = 0; row < then.rows; row++) {
    const movieId = then.ids[row] as number
    while (at < ids.length && (ids[at] as number) < movieId) at++
    starts[row] = length
    if (ids[at] === movieId && !changed.has(movieId)) {
      take(at, at + 1)
      length += (text.starts[at + 1] as number) - (text.starts[at] as number)
    } else {
      take(at, at)
      parts.push(text.bytes.subarray(text.starts[piece.from], text.starts[piece.to]), textOf(movieId))
      piece = { from: at, to: at }
      length += parts.at(-1)?.length ?? 0
    }
    if (row % 20_000 === 19_999) await pause()
  }
  parts.push(text.bytes.subarray(text.starts[piece.from], text.starts[piece.to]))
  starts[then.rows] = length
  const bytes = Buffer.concat(parts, length)
  const texts = new TitleText(bytes, starts, await indexWords(bytes, starts, pause))
  return { text: texts, ranks: await titleRanks(texts, pause) }
}

interface Names {
  title: string | null
  title_english: string | null
}

/** Of films whose titles changed later what these were, as far as they changed. */
function changedTitles(db: ReadableDb, runId: number): Map<number, Partial<Names>> {
  const changed = new Map<number, Partial<Names>>()
  const rows = db
    .prepare<[number], [number, keyof Names, string | null]>(
      `SELECT movie_id, field, old FROM movie_change WHERE +run_id > ? AND field IN ('title', 'title_english')
       ORDER BY change_id DESC`,
    )
    .raw()
  // Read from the last to the first, so the first of a field's later changes has the last word.
  for (const [movieId, field, old] of rows.iterate(runId)) {
    const names = changed.get(movieId)
    if (names) names[field] = old
    else changed.set(movieId, { [field]: old })
  }
  return changed
}
