import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultYtsUrl } from '../../shared/api-address.ts'
import { KnownError } from '../../shared/ipc/result.ts'
import { keptBackups, listBackups } from './backups.ts'
import { acceptAddress } from './choices.ts'
import {
  ensureConfigFiles,
  hashOf,
  loadObstacle,
  readConfig,
  saveConfig,
  syncSettings,
  writeProgress,
} from './config-store.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-config-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const put = (file: string, text: string): void => writeFileSync(path.join(dataDir, file), text)
const get = (file: string): string => readFileSync(path.join(dataDir, file), 'utf8')

describe('the configuration of a data folder', () => {
  it('is all defaults where there are no files, and reading makes none', () => {
    const config = readConfig(dataDir)
    expect(config.issues).toEqual([])
    expect(syncSettings(config)).toMatchObject({
      url: defaultYtsUrl,
      limit: 50,
      lastPageProcessed: null,
      lastDate: null,
    })
    expect(readdirSync(dataDir)).toEqual([])
  })

  it('gets its files once, and never over existing ones', async () => {
    put('config.yaml', 'limit: 7\n')
    await ensureConfigFiles(dataDir)
    expect(get('config.yaml')).toBe('limit: 7\n')
    expect(JSON.parse(get('config.json'))).toEqual({ last_date: null, destinations: {} })
  })

  it('turns into the settings of a load', () => {
    put('config.yaml', 'limit: 20\nmax_workers: 10\nrequest_timeout_s: 1.5\nlast_page_processed: 9\n')
    put('config.json', '{"last_date": "2024-05-06"}')
    expect(syncSettings(readConfig(dataDir))).toMatchObject({
      limit: 20,
      maxWorkers: 10,
      requestTimeoutMs: 1500,
      lastPageProcessed: 9,
      lastDate: '2024-05-06',
    })
  })

  it('asks for no re-read where the file does not say how far loads came', () => {
    for (const text of ['limit: 20\n', 'last_page_processed: many\n', 'last_page_processed:\n', 'limit: [20\n', '']) {
      put('config.yaml', text)
      expect(syncSettings(readConfig(dataDir)).lastPageProcessed, text).toBeNull()
    }
    put('config.yaml', 'last_page_processed: 0\n')
    expect(syncSettings(readConfig(dataDir)).lastPageProcessed).toBe(0)
  })

  it('lets no load take the default address where a file that cannot be parsed names another', () => {
    const error = (text: string) => {
      put('config.yaml', text)
      return loadObstacle(readConfig(dataDir))
    }
    for (const address of ['yts_url: https://mirror.example/x', '"yts_url": "https://mirror.example/x"']) {
      expect(error(`${address}\nlimit: [20\n`)).toMatchObject({
        kind: 'config_invalid',
        message: expect.stringContaining('config.yaml, line'),
      })
    }
    expect(error(`yts_url: ${defaultYtsUrl}\nlimit: [20\n`)).toBeNull()
    expect(error('limit: [20\n')).toBeNull()
    expect(error('# yts_url: https://mirror.example/x\nlimit: [20\n')).toBeNull()
    expect(error('yts_url: https://mirror.example/x\nlimit: many\n')).toBeNull()
  })

  it('lets no load go without a limit where the limit cannot be read', () => {
    const error = (text: string, otherAddress = false) => {
      put('config.yaml', text)
      return loadObstacle(readConfig(dataDir), otherAddress)
    }
    for (const limit of ['0,5', '-1', 'slow', '"0.5"', '[1]']) {
      const text = `requests_per_second: ${limit}\n`
      expect(error(text), limit).toMatchObject({
        kind: 'config_invalid',
        detail: { field: 'requests_per_second', line: 1 },
      })
      expect(error(text, true), limit).toMatchObject({ kind: 'config_invalid' })
    }
    expect(error('requests_per_second: 0.5\n')).toBeNull()
  })

  it('survives a folder, a huge file and binary where a file should be', () => {
    put('config.yaml', '\u0000\u0001\u0002: [')
    put('config.json', ' '.repeat(5_000_000))
    const config = readConfig(dataDir)
    expect(config.files.map((file) => file.broken)).toEqual([true, true])
    expect(config.yaml.limit).toBe(50)
  })

  it('warns of progress raised above what was loaded', () => {
    put('config.yaml', 'limit: 20\nlast_page_processed: 50\n')
    put('config.json', '{\n  "last_date": "2030-01-01"\n}')
    const { issues } = readConfig(dataDir, { lastPageProcessed: 40, lastDate: '2024-01-01' })
    expect(issues).toMatchObject([
      { field: 'last_page_processed', line: 2, severity: 'warning' },
      { field: 'last_date', line: 2, severity: 'warning' },
    ])
    expect(readConfig(dataDir, { lastPageProcessed: 50, lastDate: '2030-01-01' }).issues).toEqual([])
    expect(readConfig(dataDir, { lastPageProcessed: 90, lastDate: '2031-01-01' }).issues).toEqual([])
  })
})

describe('saving a file', () => {
  it('writes what was given, keeps the old text as a backup', async () => {
    put('config.yaml', 'limit: 20\n')
    await saveConfig(dataDir, 'config.yaml', 'limit: 30 # more\n', hashOf('limit: 20\n'))
    expect(get('config.yaml')).toBe('limit: 30 # more\n')
    expect(listBackups(dataDir, 'config.yaml').map((backup) => backup.text)).toEqual(['limit: 20\n'])
  })

  it('refuses when the file was changed meanwhile', async () => {
    put('config.yaml', 'limit: 21\n')
    const saving = saveConfig(dataDir, 'config.yaml', 'limit: 30\n', hashOf('limit: 20\n'))
    await expect(saving).rejects.toMatchObject({ kind: 'conflict' })
    expect(get('config.yaml')).toBe('limit: 21\n')
  })

  it('refuses an error and names its place', async () => {
    put('config.yaml', '')
    const saving = saveConfig(dataDir, 'config.yaml', 'limit: 20\nmax_workers: 900\n', hashOf(''))
    await expect(saving).rejects.toBeInstanceOf(KnownError)
    await expect(saving).rejects.toMatchObject({
      kind: 'config_invalid',
      message: 'config.yaml, line 2: max_workers must be at most 64',
      detail: { field: 'max_workers', line: 2 },
    })
    expect(get('config.yaml')).toBe('')
  })

  it('keeps the newest ten backups, numbered on', async () => {
    for (let limit = 1; limit <= 14; limit++) {
      const before = existsSync(path.join(dataDir, 'config.yaml')) ? get('config.yaml') : ''
      await saveConfig(dataDir, 'config.yaml', `limit: ${limit}\n`, hashOf(before))
    }
    const backups = listBackups(dataDir, 'config.yaml')
    expect(backups).toHaveLength(keptBackups)
    expect(backups[0]).toMatchObject({ id: '13', text: 'limit: 13\n' })
    expect(backups.at(-1)?.text).toBe('limit: 4\n')
    expect(listBackups(dataDir, 'config.json')).toEqual([])
  })

  it('leaves no other file behind', async () => {
    await saveConfig(dataDir, 'config.json', '{}', hashOf(''))
    expect(readdirSync(dataDir)).toEqual(['config.json'])
  })
})

describe('writing progress back', () => {
  const progress = { lastPageProcessed: 77, lastDate: '2025-02-03' }

  it('sets both values and moves nothing else', async () => {
    put('config.yaml', '# mine\nlimit: 20\nlast_page_processed: 3 # pages\nown: x\n')
    put('config.json', '{\n    "own": [1, 2],\n    "last_date": "2020-01-01"\n}\n')
    expect(await writeProgress(dataDir, progress)).toEqual({ skipped: [] })
    expect(get('config.yaml')).toBe('# mine\nlimit: 20\nlast_page_processed: 77 # pages\nown: x\n')
    expect(get('config.json')).toBe('{\n    "own": [1, 2],\n    "last_date": "2025-02-03"\n}\n')
  })

  it('makes missing files with every setting', async () => {
    await writeProgress(dataDir, progress)
    expect(get('config.yaml')).toContain('last_page_processed: 77')
    expect(get('config.yaml')).toContain('max_workers: 8')
    expect(JSON.parse(get('config.json')).last_date).toBe('2025-02-03')
  })

  it('leaves a file alone that cannot be parsed', async () => {
    put('config.yaml', 'limit: [1\n')
    expect(await writeProgress(dataDir, progress)).toEqual({ skipped: ['config.yaml'] })
    expect(get('config.yaml')).toBe('limit: [1\n')
    expect(JSON.parse(get('config.json')).last_date).toBe('2025-02-03')
  })

  it('writes nothing, and no backup, when nothing changed', async () => {
    await writeProgress(dataDir, progress)
    await writeProgress(dataDir, progress)
    expect(listBackups(dataDir, 'config.yaml')).toEqual([])
  })
})

describe('accepting a new address', () => {
  it('changes the address only', async () => {
    put('config.yaml', 'yts_url: https://old.example/x # old\nlimit: 20\n')
    const state = await acceptAddress(dataDir, 'https://new.example/api/v2/list_movies.json')
    expect(get('config.yaml')).toBe('yts_url: https://new.example/api/v2/list_movies.json # old\nlimit: 20\n')
    expect(state.values.yts_url).toBe('https://new.example/api/v2/list_movies.json')
  })

  it.each(['http://new.example/', 'ftp://x/', 'https://a:b@c/', 'nonsense', 'javascript:1'])(
    'refuses %s',
    async (url) => {
      await expect(acceptAddress(dataDir, url)).rejects.toMatchObject({ kind: 'bad_input' })
    },
  )
})

it('a data folder that went while the app ran is not made anew by a save', async () => {
  const gone = path.join(dataDir, 'gone')
  await expect(saveConfig(gone, 'config.yaml', 'limit: 3\n', hashOf(''))).rejects.toMatchObject({ kind: 'not_found' })
  await expect(writeProgress(gone, { lastPageProcessed: 1, lastDate: null })).resolves.toEqual({
    skipped: ['config.yaml', 'config.json'],
  })
  expect(existsSync(gone)).toBe(false)
})
