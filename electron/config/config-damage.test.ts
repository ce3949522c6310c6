import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { ConfigFile } from '../../shared/config.ts'
import { listBackups } from './backups.ts'
import { acceptAddress } from './choices.ts'
import { loadObstacle, readConfig, saveConfig, writeProgress } from './config-store.ts'
import { patchConfigText, readJsonText, readYamlText } from './text/config-text.ts'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'yts-config-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const put = (file: ConfigFile, content: string | Buffer): void => writeFileSync(path.join(dataDir, file), content)
const get = (file: ConfigFile): string => readFileSync(path.join(dataDir, file), 'utf8')
const progress = { lastPageProcessed: 77, lastDate: '2025-02-03' }

describe('writing progress breaks no valid file', () => {
  // biome-ignore format: a list reads better in rows
  const shapes: [what: string, text: string][] = [
    ['an end mark', 'limit: 20\nown: x\n...\n'],
    ['an end mark without a line break', 'limit: 20\n...'],
    ['a begin and an end mark', '---\nlimit: 20\n...\n'],
    ['a directive', '%YAML 1.2\n---\nlimit: 20\n'],
    ['an indented root', '  limit: 20\n  own: x\n'],
    ['an indented root and a comment at the margin', '# mine\n   limit: 20\n# end\n'],
    ['an indented root with an end mark', '  limit: 20\n...\n# after\n'],
    ['a group at its end', 'limit: 20\nschedule:\n  enabled: false\n'],
    ['an indented group at its end', '  limit: 20\n  schedule:\n    enabled: false\n'],
    ['a long text at its end', 'limit: 20\nown: |\n  a\n  b\n'],
    ['a long text that keeps its line breaks', 'limit: 20\nown: |+\n  a\n\n\n'],
    ['a list at its end', 'limit: 20\nown:\n- a\n- b\n'],
    ['no value at its end', 'limit: 20\nown:\n'],
    ['no line break at its end', 'limit: 20'],
    ['a comment at its end', 'limit: 20\n# the end'],
    ['a byte order mark', '\ufefflimit: 20\n'],
    ['line breaks of Windows', 'limit: 20\r\nown: x\r\n'],
    ['line breaks of Windows and an end mark', '  limit: 20\r\n...\r\n'],
    ['braces', '{limit: 20, own: x}\n'],
    ['braces over lines', '{\n  limit: 20,\n  own: x\n}\n'],
    ['only comments', '# nothing\n'],
    ['only comments and marks', '---\n# nothing\n...\n'],
    ['keys in quotes', '"limit": 20\n\'own\': x\n'],
    ['a tag at the root', '!!map\nlimit: 20\n'],
    ['an anchor', 'own: &a 20\nlimit: *a\n'],
    ['an anchor at the field itself', 'last_page_processed: &a 20\nlimit: *a\n'],
    ['the field in quotes', "last_page_processed: '3'\nlimit: 20\n"],
    ['the field as a long text', 'last_page_processed: >\n  3\nlimit: 20\n'],
    ['the field without a value', 'last_page_processed:\nlimit: 20\n'],
    ['a question mark', '? limit\n: 20\n'],
  ]
  it.each(shapes)('%s', async (_what, text) => {
    put('config.yaml', text)
    const before = (parse(text.replace('\ufeff', '')) ?? {}) as Record<string, unknown>
    const { skipped } = await writeProgress(dataDir, progress)
    const { files, yaml } = readConfig(dataDir)
    expect(files[0]?.issues.filter(({ severity, field }) => severity === 'error' && field === '')).toEqual([])
    if (skipped.length > 0) expect(get('config.yaml')).toBe(text)
    else {
      expect(yaml.last_page_processed).toBe(77)
      expect(parse(get('config.yaml').replace('\ufeff', ''))).toEqual({ ...before, last_page_processed: 77 })
    }
    // An alias of what is replaced is the one shape that no field can be set in.
    expect(skipped).toEqual(text.includes('last_page_processed: &a') ? ['config.yaml'] : [])
  })

  it('keeps each comment and each byte but the new line, whatever marks, margins and line breaks are around', () => {
    const line = fc.constantFrom('limit: 20', 'own: [1, 2]', '# mine', 'other: "a: b"', '')
    const text = fc
      .tuple(fc.uniqueArray(line), fc.constantFrom('', '  '), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '...'))
      .map(([lines, indent, newline, end]) =>
        [...lines.map((part) => (part ? indent + part : part)), end].join(newline),
      )
    fc.assert(
      fc.property(text, (before) => {
        const after = patchConfigText('config.yaml', before, { last_page_processed: 7 })
        expect(readYamlText(after).values.last_page_processed).toBe(7)
        expect(after.replace(/[ ]*last_page_processed: 7\r?\n/, '').replaceAll(/\s/g, '')).toBe(
          before.replaceAll(/\s/g, ''),
        )
      }),
    )
  })

  it('config.json with a byte order mark', async () => {
    put('config.json', '\ufeff{\n  "own": 1,\n  "last_date": null\n}\n')
    expect(readConfig(dataDir).files[1]?.broken).toBe(false)
    expect(await writeProgress(dataDir, progress)).toEqual({ skipped: [] })
    expect(get('config.json')).toBe('\ufeff{\n  "own": 1,\n  "last_date": "2025-02-03"\n}\n')
    expect(readJsonText(get('config.json')).values.last_date).toBe('2025-02-03')
  })
})

describe('a config.yaml that is no text in UTF-8 asks nothing of any address', () => {
  const text = 'yts_url: https://mirror.example.org/api/v2/list_movies.json\nlimit: 20\n'
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  // biome-ignore format: a list reads better in rows
  const damaged: [what: string, content: Buffer][] = [
    ['UTF-16 with its mark', utf16],
    ['UTF-16 the other way round', Buffer.from(utf16).swap16()],
    ['UTF-16 without a mark', utf16.subarray(2)],
    ['full of NULs, as after a power cut', Buffer.alloc(200)],
    ['ending in NULs', Buffer.concat([Buffer.from(text), Buffer.alloc(50)])],
    ['in another code page', Buffer.from('# f\u00fcr mich\nlimit: 20\n', 'latin1')],
    ['of the wrong kind', Buffer.from('- a\n- b\n')],
    ['of one word', Buffer.from('hello\n')],
    ['larger than any configuration', Buffer.alloc(5_000_000, ' ')],
  ]
  it.each(damaged)('%s', async (_what, content) => {
    put('config.yaml', content)
    const config = readConfig(dataDir)
    expect(config.files[0]).toMatchObject({ broken: true, stopsLoads: true })
    expect(loadObstacle(config)).toMatchObject({ kind: 'config_invalid' })
    expect(await writeProgress(dataDir, progress)).toEqual({ skipped: ['config.yaml'] })
    await expect(acceptAddress(dataDir, 'https://new.example.org/list_movies.json')).rejects.toMatchObject({
      kind: 'config_invalid',
    })
    expect(readFileSync(path.join(dataDir, 'config.yaml')).equals(content)).toBe(true)
  })

  it('nor one that is a folder', () => {
    mkdirSync(path.join(dataDir, 'config.yaml'))
    expect(loadObstacle(readConfig(dataDir))).toMatchObject({ kind: 'config_invalid' })
  })

  it('while config.json, which names no address, stops nothing', () => {
    for (const content of [utf16, Buffer.alloc(200)]) {
      put('config.json', content)
      const config = readConfig(dataDir)
      expect(config.files[1]).toMatchObject({ broken: true, stopsLoads: false })
      expect(loadObstacle(config)).toBeNull()
    }
  })
})

describe('a cron expression that cannot be kept is an error', () => {
  it.each(['nonsense', '* * * * * *', '* * * * *', '0 0 30 2 *', '61 * * * *'])('%s', async (cron) => {
    const text = `schedule:\n  enabled: true\n  cron: '${cron}'\n`
    const { issues, values } = readYamlText(text)
    expect(issues).toMatchObject([{ field: 'schedule.cron', line: 3, severity: 'error' }])
    // Not the interval in its place.
    expect(values.schedule.cron).toBe(cron)
    put('config.yaml', '')
    const { hash } = readConfig(dataDir).files[0] ?? { hash: '' }
    await expect(saveConfig(dataDir, 'config.yaml', text, hash)).rejects.toMatchObject({
      kind: 'config_invalid',
      detail: { field: 'schedule.cron' },
    })
    expect(loadObstacle(readConfig(dataDir))).toBeNull()
  })

  it.each(['0 */6 * * *', '*/5 * * * *', '0 0 4 * * *', '0 4 29 2 *', '@daily'])('and %s is none', (cron) => {
    expect(readYamlText(`schedule:\n  cron: '${cron}'\n`).issues).toEqual([])
  })
})

describe('the ten backups', () => {
  it("keep a person's own texts, however many loads write their progress", async () => {
    const own: string[] = []
    for (let edit = 1; edit <= 5; edit++) {
      const before = edit === 1 ? '' : get('config.yaml')
      const { hash } = readConfig(dataDir).files[0] ?? { hash: '' }
      const text = `# edit ${edit}\nlimit: ${edit}\n`
      await saveConfig(dataDir, 'config.yaml', text, hash)
      if (before) own.push(before)
      for (let load = 1; load <= 12; load++) {
        await writeProgress(dataDir, { lastPageProcessed: edit * 100 + load, lastDate: `2025-01-${10 + load}` })
      }
    }
    const kept = listBackups(dataDir, 'config.yaml').map(({ text }) => /limit: (\d)/.exec(text)?.[1])
    expect(kept).toEqual(['5', '4', '3', '2', '1'])
    expect(readdirSync(path.join(dataDir, 'backups')).filter((name) => name.startsWith('config.json'))).toHaveLength(1)
  })
})
