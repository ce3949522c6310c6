import { hash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { type BronzeExport, exportBronze } from '../../warehouse/export/export-bronze.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { type Row, rowHash, TableDigest } from '../canonical.ts'
import type { CleanedRow, FilmReadings, FoldedFilm, SilverFilm } from '../transform/fold-films.ts'
import { plan } from '../transform/plan.ts'
import { cleanBatch, foldBatch } from '../transform/rules.ts'
import type { Silver } from './star-by-sql.ts'

/** Helpers of the tests of the transform: what the notebooks do, without Spark. Not used by the app. */

type Cells = Record<string, string | number>

async function rowsOf(folder: string, table: string): Promise<Cells[]> {
  const file = await asyncBufferFromFile(join(folder, `${table}.parquet`))
  const rows = await parquetReadObjects({ file })
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]),
    ),
  )
}

/** Silver made from exports of bronze alone, export by export. */
export function silverFromBronze() {
  const home = mkdtempSync(join(tmpdir(), 'yts-bronze-'))
  const films = new Map<number, FoldedFilm>()
  const states = new Map<number, string>()
  let newest = 0
  let exports = 0

  function takeReadings(readings: readonly Cells[]): void {
    const cleaned = JSON.parse(cleanBatch(`[${readings.map(({ film }) => film).join(',')}]`)) as CleanedRow[]
    const byFilm = new Map<number, FilmReadings['readings'][number][]>()
    for (const [at, row] of cleaned.entries()) {
      if (!row.ok) continue
      const { run_id, page_id, accepted } = readings[at] as Cells
      const reading = { ...row.reading, runId: Number(run_id), pageId: Number(page_id), accepted: accepted === 1 }
      byFilm.set(row.movieId, [...(byFilm.get(row.movieId) ?? []), reading])
    }
    for (const [movieId, list] of byFilm) {
      const before: SilverFilm | null = films.get(movieId) ?? null
      const [film] = JSON.parse(foldBatch(JSON.stringify([{ before, readings: list }]))) as FoldedFilm[]
      if (film) films.set(movieId, film)
    }
  }

  return {
    /** Takes what a warehouse has published since the last time, run by run; calls back after each. */
    async take(db: ReadableDb, afterRun: () => Promise<void>): Promise<BronzeExport> {
      const folder = join(home, `${++exports}`)
      const done = await exportBronze(db, folder, { after: newest, keepOut: join(home, 'elsewhere') })
      const readings = await rowsOf(folder, 'bronze_film')
      const presence = await rowsOf(folder, 'bronze_presence')
      let from = 0
      for (const { run_id, last_page_id } of await rowsOf(folder, 'bronze_run')) {
        const isOf = ({ page_id }: Cells): boolean => Number(page_id) > from && Number(page_id) <= Number(last_page_id)
        takeReadings(readings.filter(isOf))
        from = Number(last_page_id)
        for (const event of presence)
          if (event.run_id === run_id) states.set(Number(event.movie_id), String(event.state))
        newest = Number(run_id)
        await afterRun()
      }
      return done
    },
    /** As gold's SQL takes it. */
    silver(): Silver {
      const all = [...films]
      return {
        silver_movie: all.map(([id, film]): Row => [id, ...film.cells, film.lastChangedRun]),
        silver_movie_genre: all.flatMap(([id, { genres }]) => genres.map((genre): Row => [id, genre])),
        silver_title: all.map(([id, { titleSort, titleSearch }]): Row => [id, titleSort, titleSearch]),
        published_film: [...states].filter(([, state]) => state === 'present').map(([id]): Row => [id]),
      }
    },
    /** Digests of the published tables of silver. */
    digests(): Record<string, string> {
      const found: Record<string, string> = {}
      for (const { name, columns } of plan.silver) {
        const digest = new TableDigest()
        for (const [id, film] of films) {
          const cells = Object.fromEntries(plan.cells.map((cell, at) => [cell.name, film.cells[at] ?? null]))
          const row = {
            ...cells,
            movie_id: id,
            content_hash: hash('sha256', film.hashed, 'hex').slice(0, 32),
            page_id: film.pageId,
            first_run: film.firstRun,
            last_changed_run: film.lastChangedRun,
          } as Record<string, Row[number]>
          const rows: Record<string, Row[number]>[] =
            name === 'silver_movie' ? [row] : film.genres.map((genre) => ({ ...row, genre }))
          for (const one of rows)
            digest.add(
              rowHash(
                columns,
                columns.map((column) => one[column.name] ?? null),
              ),
            )
        }
        found[name] = digest.toString()
      }
      return found
    },
    end(): void {
      if (existsSync(home)) rmSync(home, { recursive: true, force: true })
    },
  }
}
