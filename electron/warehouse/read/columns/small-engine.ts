import type { ReadableDb } from '../../file/connection.ts'
import { runFilmsSql } from '../queries/run-films.ts'
import { loadFilmColumns } from './film-columns.ts'
import { FilmEngine } from './film-engine.ts'
import { titleRanks } from './sort-keys.ts'
import { loadTitleText } from './title-text.ts'

/** An engine over a warehouse, titles and all, for tests. */
export async function engineOver(db: ReadableDb): Promise<FilmEngine> {
  const pause = () => Promise.resolve()
  const columns = await loadFilmColumns(db, 1, pause)
  const engine = new FilmEngine(columns, (run) => db.prepare<[], number>(runFilmsSql(run)).pluck().all())
  const text = await loadTitleText(db, columns.rows, pause)
  engine.setTitles({ text, ranks: await titleRanks(text, pause) })
  return engine
}
