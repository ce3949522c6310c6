import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { hashOf } from '../../config/config-store.ts'
import {
  checkConfigText,
  dataFolderOf,
  ensureConfigFiles,
  listBackups,
  loadObstacle,
  readConfig,
  saveConfig,
  writeProgress,
} from '../../config/index.ts'
import { newFile, readSmallFile, replaceFile, replaceFileNow } from '../../files/small-file.ts'
import { ownTime } from '../../sync/testing/own-time.ts'
import { exportTable } from '../../warehouse/export/export.ts'
import { openWritable } from '../../warehouse/file/connection.ts'
import { markSuspect, suspectMarker } from '../../warehouse/file/sqlite-errors.ts'
import { acquireWriterLock } from '../../warehouse/open/lock.ts'
import { memoryWarehouse } from '../../warehouse/testing/loads.ts'
import { openLog } from '../log/log.ts'
import { keepAnswers, recallAnswers } from '../warm-start/kept-answers.ts'
import { saveFile } from './save-file.ts'
import { openUiStore } from './ui-store.ts'

let folder: string
const at = (...parts: string[]): string => path.join(folder, ...parts)
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yts-odd-'))
  writeFileSync(at('victim'), 'precious')
})
afterEach(() => {
  expect(readFileSync(at('victim'), 'utf8')).toBe('precious')
  rmSync(folder, { recursive: true, force: true })
})

/** What may stand in a file's place. Nothing of it may be waited for, read, or written through. */
const kinds: [kind: string, put: (place: string) => void][] = [
  ['a pipe', (place) => execFileSync('sh', ['-c', 'mkfifo "$0"', place])],
  ['a folder', (place) => mkdirSync(place)],
  ['a link', (place) => symlinkSync(at('victim'), place)],
  ['a link to nothing', (place) => symlinkSync(at('nothing'), place)],
  ['a device', (place) => symlinkSync('/dev/zero', place)],
]

const unix = process.platform !== 'win32'

describe.skipIf(!unix)('only regular files are read and written', () => {
  describe.each(kinds)('%s', (kind, put) => {
    /** Runs work within the second that a person waits, and looks that the odd thing is as it was. */
    async function inTime<T>(place: string, work: () => T | Promise<T>): Promise<T> {
      put(place)
      const before = lstatSync(place).ino
      const elapsed = ownTime()
      const done = await work()
      expect(elapsed()).toBeLessThan(1000)
      expect(lstatSync(place).ino).toBe(before)
      expect(existsSync(at('nothing'))).toBe(false)
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
      return done
    }

    it('is refused in a sentence when it is read', async () => {
      const found = await inTime(at('file'), () => readSmallFile(at('file'), 1000))
      const named = kind.startsWith('a link') || kind === 'a device' ? 'a link' : kind
      expect(found).toEqual({ kind: 'refused', why: `is ${named}, not a file` })
    })

    it('is left alone when something is to be written in its place', async () => {
      await inTime(at('file'), () => expect(replaceFile(at('file'), 'x')).rejects.toMatchObject({ kind: 'forbidden' }))
      expect(() => replaceFileNow(at('file'), 'x')).toThrow('not a file')
    })

    it('in place of ui-state.json means defaults', async () => {
      await inTime(at('ui-state.json'), async () => {
        const store = openUiStore(folder, () => {})
        expect(store.get()).toMatchObject({ theme: 'system', window: null })
        store.set('theme', 'dark')
        await store.flush()
      })
    })

    it('in place of first-page.json means none', async () => {
      const answers = [{ channel: 'warehouse.status', input: null, value: 1 }] as const
      await inTime(at('first-page.json'), () => expect(recallAnswers(folder, 'stamp')).toBe(null))
      const elapsed = ownTime()
      // Not written through. What stood there, but for a folder, is taken away: answers that do not hold would be.
      await keepAnswers(folder, 'stamp', answers)
      expect(recallAnswers(folder, 'stamp')).toBe(null)
      expect(elapsed()).toBeLessThan(1000)
    })

    it('in place of the log costs lines, not the app', async () => {
      mkdirSync(at('logs'))
      await inTime(at('logs', 'app.log'), () => openLog(folder, false).info('lost'))
    })

    it("in place of the lock's sidecar costs the holder's name only", async () => {
      await inTime(at('writer.json'), () => {
        const lock = acquireWriterLock(folder, 'a test')
        expect(lock.ok).toBe(true)
        expect(acquireWriterLock(folder, 'another')).toMatchObject({ ok: false, error: { kind: 'locked' } })
      })
    })

    it('in place of the lock is refused in a sentence', async () => {
      const lock = await inTime(at('writer.lock'), () => acquireWriterLock(folder, 'a test'))
      expect(lock).toMatchObject({
        ok: false,
        error: { kind: 'read_only', message: expect.stringContaining('not a file') },
      })
    })

    it('in place of the mark of a suspect database is not written through', async () => {
      const db = openWritable(at('x.sqlite'))
      await inTime(suspectMarker(at('x.sqlite')), () => markSuspect(db))
      db.close()
    })

    it.each(['config.yaml', 'config.json'] as const)('in place of %s is named, and defaults stand in', async (file) => {
      const config = await inTime(at(file), async () => {
        await ensureConfigFiles(folder)
        await writeProgress(folder, { lastPageProcessed: 3, lastDate: '2020-01-01' })
        await expect(
          saveConfig(folder, file, file === 'config.yaml' ? 'limit: 5\n' : '{}\n', hashOf('')),
        ).rejects.toThrow(KnownError)
        return readConfig(folder)
      })
      expect(config.yaml.limit).toBe(50)
      expect(config.files.find((state) => state.file === file)?.issues[0]?.message).toMatch(/is a .*, not a file/)
      if (file === 'config.yaml') expect(loadObstacle(config)?.kind).toBe('config_invalid')
    })

    it('in place of location.json is no note, nor taken for none', async () => {
      await inTime(at('location.json'), () => expect(() => dataFolderOf(folder)).toThrow(KnownError))
    })

    it('in place of a backup is none', async () => {
      mkdirSync(at('backups'))
      writeFileSync(at('config.yaml'), 'limit: 5\n')
      await inTime(at('backups', 'config.yaml.0001'), async () => {
        expect(listBackups(folder, 'config.yaml')).toEqual([])
        const state = checkConfigText('config.yaml', 'limit: 5\n')
        await saveConfig(folder, 'config.yaml', 'limit: 6\n', state.hash)
        expect(listBackups(folder, 'config.yaml').map(({ text }) => text)).toEqual(['limit: 5\n'])
      })
    })

    it('in place of the part that a file is written as first fails at opening, through no link', async () => {
      await inTime(at('part'), () => {
        expect(() => openSync(at('part'), newFile)).toThrow(expect.objectContaining({ code: 'EEXIST' }))
      })
    })

    it('in place of an export or of a picture is refused', async () => {
      await inTime(at('film.csv'), () =>
        expect(exportTable(memoryWarehouse(), 'run', at('film.csv'), 'csv')).rejects.toMatchObject({
          kind: 'forbidden',
        }),
      )
      await expect(saveFile(at('film.csv'), 'x', at('data'))).rejects.toMatchObject({ kind: 'bad_input' })
    })
  })

  it.each(['/dev/zero', '/dev/null'])('a device itself, %s, is told as one and not read', (device) => {
    const elapsed = ownTime()
    expect(readSmallFile(device, 1000)).toEqual({ kind: 'refused', why: 'is a device, not a file' })
    expect(elapsed()).toBeLessThan(1000)
  })

  it('the part of an export has another name each time, that nobody can guess, and is made before anything is written', async () => {
    const names: string[] = []
    for (let time = 0; time < 2; time++) {
      const db = memoryWarehouse()
      const prepare = db.prepare.bind(db)
      const look = (sql: string) => {
        names.push(...readdirSync(folder).filter((name) => name.endsWith('.part')))
        return prepare(sql)
      }
      await exportTable(Object.assign(db, { prepare: look }), 'run', at('film.csv'), 'csv')
    }
    const seen = [...new Set(names)]
    expect(seen).toHaveLength(2)
    for (const name of seen) expect(name).toMatch(/^\.film\.csv\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.part$/)
    expect(readdirSync(folder).sort()).toEqual(['film.csv', 'victim'])
  })

  it('a file larger than it can be is refused unread', () => {
    writeFileSync(at('file'), Buffer.alloc(2000))
    expect(readSmallFile(at('file'), 1000)).toEqual({
      kind: 'refused',
      why: 'is larger than such a file can be (1 kB)',
    })
    expect(readSmallFile(at('file'), 2000)).toMatchObject({ kind: 'read' })
    expect(readSmallFile(at('none'), 2000)).toEqual({ kind: 'missing' })
  })

  it('a file without end that tells no size is not read without end', () => {
    expect(readSmallFile('/proc/self/maps', 100).kind).toBe('refused')
  })

  it('40,000 keys in ui-state.json are no views', () => {
    const views = Object.fromEntries(Array.from({ length: 40_000 }, (_, key) => [`k${key}`, 1]))
    writeFileSync(at('ui-state.json'), JSON.stringify({ theme: 'dark', views: { catalogue: views } }))
    expect(openUiStore(folder, () => {}).get()).toMatchObject({ theme: 'dark', views: { catalogue: {} } })
  })

  it('a backups folder that is a link is not written into', async () => {
    mkdirSync(at('elsewhere'))
    symlinkSync(at('elsewhere'), at('backups'))
    writeFileSync(at('config.yaml'), 'limit: 5\n')
    const { hash } = checkConfigText('config.yaml', 'limit: 5\n')
    await expect(saveConfig(folder, 'config.yaml', 'limit: 6\n', hash)).rejects.toMatchObject({ kind: 'forbidden' })
    expect(readdirSync(at('elsewhere'))).toEqual([])
    expect(readFileSync(at('config.yaml'), 'utf8')).toBe('limit: 5\n')
  })

  it('a logs folder that is a link is not written into', () => {
    mkdirSync(at('elsewhere'))
    symlinkSync(at('elsewhere'), at('logs'))
    openLog(folder, false).info('lost')
    expect(readdirSync(at('elsewhere'))).toEqual([])
  })

  it('replacing keeps permissions and order, leaves nothing behind, and breaks other names of the file', async () => {
    writeFileSync(at('file'), 'old', { mode: 0o600 })
    await Promise.all(['1', '2', '3'].map((text) => replaceFile(at('file'), text)))
    expect(readFileSync(at('file'), 'utf8')).toBe('3')
    expect(lstatSync(at('file')).mode & 0o777).toBe(0o600)
    await expect(replaceFile(at('none', 'file'), 'x')).rejects.toMatchObject({ code: 'ENOENT' })
    expect(readdirSync(folder).sort()).toEqual(['file', 'victim'])
  })
})

describe('a magnet link typed into the search is not kept', () => {
  const magnet = 'magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567&dn=film'

  it.each([magnet, encodeURIComponent(magnet), [...magnet].join('\u200b')])('%s', async (typed) => {
    const store = openUiStore(folder, () => {})
    store.setView('catalogue', 'filter', { search: typed, genres: ['Drama'] })
    store.setView('catalogue', 'route', `/movies?search=${typed}`)
    await store.flush()
    await keepAnswers(folder, 'stamp', [{ channel: 'overview.query', input: { filter: { search: typed } }, value: 1 }])
    expect(recallAnswers(folder, 'stamp')).toBe(null)
    const kept = readFileSync(at('ui-state.json'), 'utf8')
    expect(kept).toContain('Drama')
    expect(decodeURIComponent(kept.replaceAll('\u200b', ''))).not.toMatch(/0123456789abcdef|btih|magnet:/)
  })
})
