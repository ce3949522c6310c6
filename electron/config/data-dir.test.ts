import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { KnownError } from '../../shared/ipc/result.ts'
import { dataFolderOf, resolveDataDir, usableHome } from './data-dir.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-data-dir-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('the data folder', () => {
  it('is the named one, or where its note says the data went', () => {
    const home = path.join(dataDir, 'home')
    expect(resolveDataDir(home, {})).toBe(home)
    expect(resolveDataDir(undefined, { YTS_DATA_DIR: home })).toBe(home)
    expect(existsSync(home)).toBe(false)
    mkdirSync(home)
    const moved = path.join(dataDir, 'moved')
    mkdirSync(moved)
    writeFileSync(path.join(moved, 'config.yaml'), '')
    writeFileSync(path.join(home, 'location.json'), JSON.stringify({ dataFolder: moved }))
    expect(resolveDataDir(home, {})).toBe(moved)
  })

  it('that is away, or whose note is cut off, is named, and none is made in its place', () => {
    const home = path.join(dataDir, 'home')
    const away = path.join(dataDir, 'drive', 'films')
    mkdirSync(home)
    writeFileSync(path.join(home, 'location.json'), JSON.stringify({ dataFolder: away }))
    expect(() => dataFolderOf(home)).toThrow(
      expect.objectContaining({ kind: 'not_found', message: expect.stringContaining(away) }),
    )
    expect(existsSync(path.dirname(away))).toBe(false)
    // Where a drive is mounted there is an empty folder while it is away.
    mkdirSync(away, { recursive: true })
    expect(() => dataFolderOf(home)).toThrow(expect.objectContaining({ kind: 'not_found' }))
    writeFileSync(path.join(away, 'config.yaml'), '')
    expect(dataFolderOf(home)).toBe(away)
    const whole = readFileSync(path.join(home, 'location.json'), 'utf8')
    for (const damaged of [
      whole.slice(0, 20),
      '',
      '{',
      '5',
      'null',
      '{"dataFolder": 5}',
      '{"dataFolder": "relative"}',
    ]) {
      writeFileSync(path.join(home, 'location.json'), damaged)
      expect(() => dataFolderOf(home), damaged).toThrow(expect.objectContaining({ kind: 'config_invalid' }))
      expect(() => resolveDataDir(home, {}), damaged).toThrow(KnownError)
    }
  })

  it('that may not be looked into is not called away', () => {
    const home = path.join(dataDir, 'home')
    const kept = path.join(dataDir, 'drive')
    for (const folder of [home, kept]) mkdirSync(folder)
    writeFileSync(path.join(home, 'location.json'), JSON.stringify({ dataFolder: kept }))
    const failing = (code: string) => () => {
      throw Object.assign(new Error(code), { code })
    }
    for (const code of ['EACCES', 'EPERM']) {
      expect(() => dataFolderOf(home, failing(code))).toThrow(
        expect.objectContaining({ kind: 'read_only', message: expect.stringMatching(/may not be read.*permissions/) }),
      )
    }
    for (const code of ['ENOENT', 'ENOTDIR'])
      expect(() => dataFolderOf(home, failing(code))).toThrow(expect.objectContaining({ kind: 'not_found' }))
  })

  it.skipIf(!existsSync('/proc/self'))('that cannot be made, or not be written to, is refused at once', () => {
    const file = path.join(dataDir, 'file')
    writeFileSync(file, '')
    for (const folder of ['/proc/nope', '/proc/nope/deeper/still', path.join(file, 'below'), 'nul\0']) {
      expect(usableHome(folder, {}), folder).toMatchObject({ ok: false, error: { kind: 'bad_input' } })
    }
    expect(usableHome('/proc', {})).toMatchObject({ ok: false, error: { kind: 'read_only' } })
    expect(usableHome(file, {})).toMatchObject({ ok: false, error: { kind: 'read_only' } })
    expect(usableHome(path.join(dataDir, 'a', 'b'), {})).toEqual({ ok: true, value: path.join(dataDir, 'a', 'b') })
    expect(readdirSync(path.join(dataDir, 'a', 'b'))).toEqual([])
  })

  it('is never one of the present folder, even where HOME is empty', () => {
    vi.stubEnv('HOME', '')
    vi.stubEnv('XDG_CONFIG_HOME', '')
    expect(resolveDataDir(undefined, {})).not.toContain(process.cwd())
    vi.unstubAllEnvs()
  })
})
