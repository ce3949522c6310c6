import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { isInside } from '../../files/inside.ts'
import { unguessable } from '../../files/small-file.ts'
import { bronzePages } from '../bronze/bronze.ts'
import { withoutTorrents } from '../bronze/without-torrents.ts'
import type { ReadableDb } from '../file/connection.ts'
import { snapshot } from '../file/snapshot.ts'
import { asKnown } from './export.ts'
import { type Column, type Row, writeParquet } from './parquet-table.ts'

// What a cluster makes the same star from: films as received, without torrents; the runs that were published, and which films came and
// went with each. Three tables, a folder of Parquet files.

export interface BronzeExport {
  /** Runs that were published, after the one that the caller has. */
  runs: number
  /** Readings of films. */
  films: number
  /** Good films that could not be told without what identifies a download in them. */
  lost: number
}

const int = (name: string): Column => ({ name, type: 'INTEGER', required: true })
const text = (name: string): Column => ({ name, type: 'TEXT', required: true })

/** Films in a row group: their texts are long. */
const filmsAtOnce = 2_000

/**
 * Readings that a published run rests on are those up to the last page that it stored, in the order in which pages were stored; runs that
 * were never completed are among them.
 */
const runs = `
SELECT r.run_id, coalesce(max(max(b.page_id)) OVER (ORDER BY r.run_id), 0) AS last_page_id
FROM run r LEFT JOIN bronze_page b USING (run_id) WHERE r.status = 'complete' GROUP BY r.run_id`

/** When a film began to be in force, ceased and began again. The change history has no line of films that silver never had. */
const presence = `
SELECT movie_id, confirmed_run AS run_id, 'present' AS state FROM movie_presence
UNION SELECT movie_id, run_id, new FROM movie_change WHERE field = 'state_of_row'
UNION SELECT movie_id, tombstoned_run, 'removed' FROM movie_presence WHERE tombstoned_run IS NOT NULL
ORDER BY run_id, movie_id`

/**
 * Writes the readings of films, and what happened to them, into a folder that appears whole or not at all: `bronze_film.parquet`,
 * `bronze_run.parquet`, `bronze_presence.parquet`. One run of a cluster takes one folder.
 *
 * @param after the newest run that the cluster has; 0 = all
 * @throws KnownError `conflict` where there is something already, `forbidden` inside the data folder, `not_found` where `after` names no
 * published run, `warehouse_corrupt`, `disk_full`, `read_only`
 */
export async function exportBronze(
  db: ReadableDb,
  folder: string,
  { after, keepOut }: { after: number; keepOut: string },
): Promise<BronzeExport> {
  if (isInside(folder, keepOut))
    throw new KnownError('forbidden', 'That is inside the data folder; choose a folder outside it.')
  if (existsSync(folder) && (await readdir(folder).catch(() => ['?'])).length > 0)
    throw new KnownError('conflict', 'There is something in that folder already; name a new one.')
  const temporary = unguessable(folder)
  try {
    await mkdir(temporary)
    const done = await snapshot(db, async () => writeTables(db, temporary, after))
    for (const name of await readdir(temporary)) {
      const file = await open(join(temporary, name), 'r+')
      await file.sync()
      await file.close()
    }
    await rename(temporary, folder)
    return done
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw asKnown(error)
  }
}

function writeTables(db: ReadableDb, folder: string, after: number): BronzeExport {
  const published = db.prepare(runs).raw().all() as [runId: number, lastPage: number][]
  const known = published.find(([runId]) => runId === after)
  if (after !== 0 && !known) throw new KnownError('not_found', `Run ${after} was not published.`)
  const fresh = published.filter(([runId]) => runId > after)
  const file = (name: string): string => join(folder, `${name}.parquet`)
  writeParquet(fresh, [int('run_id'), int('last_page_id')], file('bronze_run'))
  const states = db.prepare(`SELECT * FROM (${presence}) WHERE run_id > ?`).raw().iterate(after) as Iterable<Row>
  writeParquet(states, [int('movie_id'), int('run_id'), text('state')], file('bronze_presence'))
  const done = { runs: fresh.length, films: 0, lost: 0 }
  const columns = [int('run_id'), int('page_id'), int('page'), int('position'), int('accepted'), text('film')]
  const films = readings(db, known?.[1] ?? 0, published.at(-1)?.[1] ?? 0, done)
  writeParquet(films, columns, file('bronze_film'), filmsAtOnce)
  return done
}

/** Each reading with where it came from, and whether a person agreed for its run that what is not sent is unknown. */
function* readings(db: ReadableDb, after: number, last: number, done: BronzeExport): Generator<Row> {
  const acceptedOf = db.prepare('SELECT missing_accepted FROM run WHERE run_id = ?').pluck()
  for (const { runId, pageId, page, movies } of bronzePages(db, after)) {
    if (pageId > last) return
    const accepted = acceptedOf.get(runId) as number
    for (const [position, row] of movies.entries()) {
      const { film, isLost } = withoutTorrents(row)
      if (isLost) done.lost++
      if (film === null) continue
      done.films++
      yield [runId, pageId, page, position, accepted, film]
    }
  }
}
