import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ChannelName, contract } from '../../../shared/contract/index.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import type { WritableDb } from '../file/connection.ts'
import { writeState } from '../file/state.ts'
import { publishing } from '../gold/promote.ts'
import { addFilm, smallWarehouse } from '../testing/small-warehouse.ts'
import { createReaderService, type ReaderService } from './reader-service.ts'

const byTitle: { key: 'title'; dir: 'asc' }[] = [{ key: 'title', dir: 'asc' }]
const everything = { filter: emptyFilter(), sort: byTitle, offset: 0, limit: 100 }
const window = { offset: 0, limit: 50 }

describe('reader service', () => {
  let folder: string
  let file: string
  let service: ReaderService
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yts-reader-'))
    file = join(folder, 'warehouse.sqlite')
    service = createReaderService(folder)
  })
  afterEach(() => {
    service.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const titles = async () => (await service['movies.page'](everything)).rows.map(({ title }) => title)
  const three = () =>
    smallWarehouse(file, [
      { title: 'B', year: 1999 },
      { title: 'A', rating: 7.5 },
      { title: 'C', genres: [1], language: 'en' },
    ])

  /** Every channel with a plain input, so that none is forgotten. */
  const asked: Array<[ChannelName, () => unknown]> = [
    ['warehouse.status', () => service['warehouse.status'](null)],
    ['reader.refresh', () => service['reader.refresh'](null)],
    ['overview.query', () => service['overview.query']({ filter: emptyFilter() })],
    ['movies.page', () => service['movies.page'](everything)],
    ['movies.locate', () => service['movies.locate']({ filter: emptyFilter(), sort: byTitle, movieId: 1 })],
    ['movies.search', () => service['movies.search']({ text: 'a', limit: 10 })],
    ['movies.card', () => service['movies.card']({ movieId: 1 })],
    ['movies.descriptions', () => service['movies.descriptions']({ text: 'bridge', limit: 5 })],
    ['movies.explain', () => service['movies.explain']({ filter: emptyFilter(), groupBy: 'year' })],
    ['facets.members', () => service['facets.members'](null)],
    ['tables.counts', () => service['tables.counts'](null)],
    ['tables.page', () => service['tables.page']({ table: 'dim_genre', sort: [], search: '', ...window })],
    ['tables.locate', () => service['tables.locate']({ table: 'dim_genre', sort: [], key: 0 })],
    ['schema.describe', () => service['schema.describe'](null)],
    ['runs.list', () => service['runs.list'](window)],
    ['runs.published', () => service['runs.published'](null)],
    ['runs.changes', () => service['runs.changes']({ runId: 1, kind: 'all', ...window })],
    ['destinations.history', () => service['destinations.history']({ name: 'star' })],
    ['publications.last', () => service['publications.last']({ names: ['star'] })],
    ['quality.summary', () => service['quality.summary'](null)],
    ['quality.columns', () => service['quality.columns'](null)],
    ['quality.offenders', () => service['quality.offenders']({ kind: 'check', name: 'rating_unknown', ...window })],
  ]

  it.each(asked)('%s answers by its contract without a warehouse and with one', async (channel, ask) => {
    expect(contract[channel].output.safeParse(await ask()).error).toBeUndefined()
    three().close()
    expect(contract[channel].output.safeParse(await ask()).error).toBeUndefined()
  })

  it('draws the star before there is a warehouse, as it will be made', async () => {
    const planned = await service['schema.describe'](null)
    expect(planned.nodes.every(({ rows }) => rows === null)).toBe(true)
    three().close()
    const made = await service['schema.describe'](null)
    expect(planned.keys).toEqual(made.keys)
    expect(planned.keys.length).toBeGreaterThan(8)
    expect(planned.nodes.map(({ columns }) => columns)).toEqual(made.nodes.map(({ columns }) => columns))
  })

  it('is empty until the warehouse appears, then shows it', async () => {
    expect(await titles()).toEqual([])
    expect(await service['warehouse.status'](null)).toMatchObject({ goldVersion: 0, films: 0 })
    three().close()
    expect(await titles()).toEqual(['A', 'B', 'C'])
    expect(await service['warehouse.status'](null)).toMatchObject({ goldVersion: 1, films: 3, publishedRunId: 3 })
    expect(service['movies.inspect']({ movieId: 4 })).toMatchObject({ title: 'A', bronze: { json: null } })
    expect(service['runs.detail']({ runId: 2 })).toMatchObject({
      run: { runId: 2, status: 'complete', resumable: false },
    })
  })

  it.each([
    ['movies.inspect', () => service['movies.inspect']({ movieId: 5 })],
    ['runs.detail', () => service['runs.detail']({ runId: 99 })],
    ['runs.drift', () => service['runs.drift']({ from: 98, to: 99 })],
    ['runs.drift', () => service['runs.drift']({ from: 2, to: 1 })],
    ['quality.offenders', () => service['quality.offenders']({ kind: 'rule', name: 'no such', ...window })],
  ])('%s says not_found', (_, ask) => {
    expect(ask).toThrow(expect.objectContaining({ kind: 'not_found' }))
    three().close()
    expect(ask).toThrow(expect.objectContaining({ kind: 'not_found' }))
  })

  it('answers from the new gold after a refresh, and from the old one until then', async () => {
    const db = three()
    expect(await titles()).toEqual(['A', 'B', 'C'])
    db.transaction(() => {
      addFilm(db, 100, { title: 'AA', year: 2001 })
      writeState(db, 'gold_version', 2)
    })()
    const before = await service['overview.query']({ filter: emptyFilter() })
    expect([before.goldVersion, before.total]).toEqual([1, 3])
    expect(await service['reader.refresh'](null)).toMatchObject({ goldVersion: 2 })
    expect(await titles()).toEqual(['A', 'AA', 'B', 'C'])
    db.close()
  })

  it('has cards and descriptions of the published gold, of another one after a refresh, and of another file', async () => {
    const described = async () => {
      for (;;) {
        const answer = await service['movies.descriptions']({ text: 'bridge', limit: 5 })
        if ('found' in answer) return answer.found.hits.map(({ title }) => title)
      }
    }
    const card = async (movieId: number) => (await service['movies.card']({ movieId })).card
    const tell = (db: WritableDb, id: number) =>
      db.prepare("UPDATE dim_movie SET description_full = 'A bridge.' WHERE movie_id = ?").run(id)
    expect(await described()).toEqual([])
    expect(await card(1)).toBeNull()
    const db = three()
    tell(db, 1)
    expect(await described()).toEqual(['B'])
    expect(await card(4)).toMatchObject({ film: { title: 'A' }, places: [] })
    db.transaction(() => {
      addFilm(db, 100, { title: 'AA', year: 2001, firstRun: 2 })
      tell(db, 100)
      writeState(db, 'gold_version', 2)
    })()
    await service['reader.refresh'](null)
    expect(await described()).toEqual(['AA', 'B'])
    expect((await card(100))?.places).toEqual([{ genre: null, rated: 0, unrated: 1, higher: 0, equal: 0 }])
    db.close()
    const other = smallWarehouse(`${file}.other`, [{ title: 'Another' }])
    tell(other, 1)
    other.close()
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true })
    renameSync(`${file}.other`, file)
    service.newlyPublished()
    expect(await described()).toEqual(['Another'])
  })

  it('notices a file that took the name of the warehouse, though it holds the same version', async () => {
    three().close()
    expect(await titles()).toEqual(['A', 'B', 'C'])
    service.newlyPublished()
    const other = `${file}.other`
    smallWarehouse(other, [{ title: 'Another' }]).close()
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true })
    renameSync(other, file)
    expect(service.newlyPublished()).toEqual({ goldVersion: 1, replaced: true })
    expect(service.newlyPublished()).toBeNull()
    expect(await titles()).toEqual(['Another'])
    rmSync(file)
    expect(service.newlyPublished()).toEqual({ goldVersion: 0, replaced: true })
    expect((await service['warehouse.status'](null)).goldVersion).toBe(0)
  })

  it.each(['nothing was there', 'nothing could be read'])(
    'tells of the file in the place of a damaged one when before it %s',
    async (before) => {
      service.close()
      if (before === 'nothing could be read') writeFileSync(file, 'no database '.repeat(900))
      service = createReaderService(folder)
      expect(service.newlyPublished()).toBeNull()
      rmSync(file, { force: true })
      const db = three()
      writeState(db, 'gold_version', 0)
      writeState(db, 'recovery', JSON.stringify({ at: 7, restoredFrom: null }))
      db.close()
      expect(service.newlyPublished()).toEqual({ goldVersion: 0, replaced: true })
      expect(service.newlyPublished()).toBeNull()
      expect((await service['warehouse.status'](null)).recovery).toEqual({ at: 7, restored: false })
    },
  )

  it('says that the folder is away, not that it is empty', async () => {
    three().close()
    expect(await titles()).toEqual(['A', 'B', 'C'])
    rmSync(folder, { recursive: true })
    await expect(titles()).rejects.toMatchObject({ kind: 'not_found', message: expect.stringContaining('drive') })
    expect(service.newlyPublished()).toBeNull()
  })

  it('tells once of a publish that it was not asked to follow', async () => {
    expect(service.newlyPublished()).toBeNull()
    const db = three()
    expect(service.newlyPublished()).toEqual({ goldVersion: 1, replaced: false })
    expect(service.newlyPublished()).toBeNull()
    writeState(db, 'gold_version', 2)
    await service['reader.refresh'](null)
    expect(service.newlyPublished()).toBeNull()
    // A load that found nothing new is a publish too: it changes what is said of the last load.
    writeState(db, 'published_run', 99)
    expect(service.newlyPublished()).toEqual({ goldVersion: 2, replaced: false })
    db.pragma('user_version = 9999')
    db.close()
    service.close()
    expect(service.newlyPublished()).toBeNull()
  })

  it('names each publish differently, whoever published and whatever it changed', async () => {
    const db = three()
    const name = async () => (await service['reader.refresh'](null)).publish
    const names = [await name()]
    publishing(db, 1, { checks: [] }, () => ({ value: null, unchangedSince: null }))
    names.push(await name())
    // The same run once more, and the same gold: a rebuild does so.
    publishing(db, 1, { checks: [] }, () => ({ value: null, unchangedSince: null }))
    expect(service.newlyPublished()).toEqual({ goldVersion: 1, replaced: false })
    names.push(await name(), await name())
    expect(new Set(names).size).toBe(3)
    expect(names[3]).toBe(names[2])
    db.close()
  })

  it('gives what is read only on request for films that silver has lost too', async () => {
    const db = three()
    db.prepare("UPDATE silver_movie SET title_long = 'A (1999)', first_run = 2 WHERE movie_id = 4").run()
    db.prepare("UPDATE dim_movie SET description_full = 'Of A.' WHERE movie_id = 4").run()
    db.exec('DELETE FROM silver_movie WHERE movie_id = 1')
    const plain = (await service['movies.page'](everything)).rows
    expect(plain.map((row) => 'extra' in row)).toEqual([false, false, false])
    const { rows } = await service['movies.page']({ ...everything, extra: true })
    expect(rows.map(({ extra: _, ...row }) => row)).toEqual(plain)
    const description = rows[2]?.extra?.description
    expect(rows.map(({ extra }) => extra)).toEqual([
      { titleLong: 'A (1999)', description: 'Of A.', firstRun: 2 },
      { titleLong: null, description, firstRun: null },
      { titleLong: null, description, firstRun: 1 },
    ])
    db.close()
  })

  it('answers pages although films that it has in memory were removed', async () => {
    const db = three()
    expect(await titles()).toEqual(['A', 'B', 'C'])
    db.transaction(() => {
      db.exec('DELETE FROM fact_movies WHERE movie_id = 1')
      writeState(db, 'gold_version', 2)
    })()
    expect(await titles()).toEqual(['A', 'C'])
    db.close()
  })

  it('sees a run that is written while it is open', async () => {
    const db = three()
    await service['warehouse.status'](null)
    db.exec(
      `INSERT INTO run (mode, "trigger", status, started_at, source_url, source_host, page_limit, max_workers, plan)
       VALUES ('full', 'manual', 'cancelled', 9000, '', '', 50, 1, '{}')`,
    )
    expect(await service['warehouse.status'](null)).toMatchObject({ lastRun: { runId: 4, resumable: true } })
    db.close()
  })

  it('follows when the file is replaced by another one', async () => {
    three().close()
    expect(await titles()).toEqual(['A', 'B', 'C'])
    const other = join(folder, 'other.sqlite')
    smallWarehouse(other, [{ title: 'Z' }]).close()
    rmSync(`${file}-wal`, { force: true })
    rmSync(`${file}-shm`, { force: true })
    renameSync(other, file)
    expect(await titles()).toEqual(['Z'])
  })

  it('refuses a warehouse of a newer program', async () => {
    const db = three()
    db.pragma('user_version = 9999')
    db.close()
    await expect(service['overview.query']({ filter: emptyFilter() })).rejects.toMatchObject({
      kind: 'warehouse_newer',
    })
  })

  it('keeps every answer apart when many are asked at once', async () => {
    three().close()
    const one = { ...emptyFilter(), search: 'a' }
    const answers = await Promise.all([
      service['movies.page'](everything),
      service['movies.page']({ ...everything, filter: one }),
      service['overview.query']({ filter: one }),
      service['overview.query']({ filter: emptyFilter() }),
    ])
    expect(answers.map((answer) => ('matched' in answer ? answer.matched : answer.total))).toEqual([3, 1, 1, 3])
  })
})
