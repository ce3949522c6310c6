import type { ReadableDb } from '../file/connection.ts'
import { loadFilmColumns } from '../read/columns/film-columns.ts'
import { FilmEngine } from '../read/columns/film-engine.ts'
import { titleRanks } from '../read/order/sort-keys.ts'
import { runFilmsSql } from '../read/runs/run-films.ts'
import { loadTitleText } from '../read/titles/title-text.ts'

/** An engine over a warehouse, titles and all, for tests. */
export async function engineOver(db: ReadableDb): Promise<FilmEngine> {
  const pause = () => Promise.resolve()
  const columns = await loadFilmColumns(db, 1, pause)
  const engine = new FilmEngine(columns, (run) => db.prepare<[], number>(runFilmsSql(run)).pluck().all())
  const text = await loadTitleText(db, columns.rows, pause)
  engine.setTitles({ text, ranks: await titleRanks(text, pause) })
  return engine
}
