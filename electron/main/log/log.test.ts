import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLog } from './log.ts'
import { openRotatingFile } from './rotating-file.ts'
import { scrub } from './scrub.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yts-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What must never be found in a log; each text is written whole and looked for in its telling part. */
const canaries: [string, string][] = [
  [path.join(homedir(), 'private', 'films'), homedir()],
  ['https://user:canary-password@example.org/x', 'canary-password'],
  ['https://example.org/list?token=canary-token&page=1', 'canary-token'],
  ['Authorization: Bearer canary-bearer', 'canary-bearer'],
  ['{"api_key":"canary-key"}', 'canary-key'],
  ['password=canary-plain', 'canary-plain'],
  ['magnet:?xt=urn:btih:C0FFEE&dn=canary-name', 'canary-name'],
  ['0123456789abcdef0123456789abcdef01234567', '0123456789abcdef0123456789abcdef01234567'],
  ['_0123456789abcdef0123456789abcdef0123456789', '0123456789abcdef'],
  ['%6dagnet%3A%3Fxt=urn:btih:C0FFEE&dn=canary-encoded', 'canary-encoded'],
  ['abcdefghijklmnopqrstuvwxyz234567', 'abcdefghijkl'],
  ['ed2k://|file|canary-film.avi|1|965c013e991ee246d63d45ea71954c4d|/', 'canary-film'],
]

describe('the log', () => {
  it.each(canaries)('does not hold the telling part of %s', (text, telling) => {
    const log = openLog(folder, false)
    log.info({ address: text, nested: { text } }, text)
    log.error({ err: new Error(text) }, 'failed')
    const written = readFileSync(path.join(folder, 'logs', 'app.log'), 'utf8')
    expect(written).not.toContain(telling)
    expect(written.trim().split('\n')).toHaveLength(2)
    for (const line of written.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
  })

  it('keeps what is worth reading', () => {
    expect(scrub('run 12 read 50 films from https://example.org/api in 3 ms')).toBe(
      'run 12 read 50 films from https://example.org/api in 3 ms',
    )
  })

  it('begins anew when full and keeps a few older files', () => {
    const file = openRotatingFile(path.join(folder, 'app.log'), 100, 2)
    for (let line = 0; line < 20; line++) file.write(`${String(line).padStart(29, '0')}\n`)
    file.close()
    expect(readdirSync(folder).sort()).toEqual(['app.log', 'app.log.1', 'app.log.2'])
    expect(readFileSync(path.join(folder, 'app.log'), 'utf8')).toContain('19')
    expect(readFileSync(path.join(folder, 'app.log.1'), 'utf8').length).toBeLessThanOrEqual(100)
  })

  it('is made anew when its file or its folder went, but not the folder that held them', () => {
    const logs = path.join(folder, 'data', 'logs')
    const written = () => readFileSync(path.join(logs, 'app.log'), 'utf8')
    const file = openRotatingFile(path.join(logs, 'app.log'), 100, 2)
    file.write('first\n')
    rmSync(path.join(logs, 'app.log'))
    file.write('second\n')
    expect(written()).toBe('second\n')
    rmSync(logs, { recursive: true })
    file.write('third\n')
    file.write('fourth\n')
    expect(written()).toBe('third\nfourth\n')
    rmSync(path.join(folder, 'data'), { recursive: true })
    file.write('lost\n')
    expect(readdirSync(folder)).toEqual([])
    mkdirSync(path.join(folder, 'data'))
    file.write('fifth\n')
    expect(written()).toBe('fifth\n')
    file.close()
  })

  it('does not bring the app down when nothing can be written', () => {
    writeFileSync(path.join(folder, 'logs'), 'a file in the way')
    expect(() => openLog(folder, false).info('lost')).not.toThrow()
  })
})
