import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConfigFile, configFiles, jsonConfigSchema, yamlConfigSchema } from '../../../shared/config.ts'
import { defaultConfigText, describeFields } from '../defaults.ts'
import { patchConfigText, readConfigText, readJsonText, readYamlText } from './config-text.ts'

describe('the configuration schema', () => {
  it('describes every field', () => {
    for (const schema of [yamlConfigSchema, jsonConfigSchema]) {
      for (const field of describeFields(schema)) expect(field.description, field.path.join('.')).not.toBe('')
    }
  })

  it('has a default for every field, and the default files hold exactly those', () => {
    expect(readYamlText(defaultConfigText('config.yaml'))).toEqual({
      values: yamlConfigSchema.parse({}),
      issues: [],
      broken: false,
    })
    expect(readJsonText(defaultConfigText('config.json'))).toEqual({
      values: jsonConfigSchema.parse({}),
      issues: [],
      broken: false,
    })
  })

  it('is documented, each setting with its default', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/configuration.md'), 'utf8')
    const values: Record<string, unknown> = { ...yamlConfigSchema.parse({}), ...jsonConfigSchema.parse({}) }
    for (const schema of [yamlConfigSchema, jsonConfigSchema]) {
      for (const { path: keys, group } of describeFields(schema)) {
        if (group) continue
        const value = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], values)
        const row = page.split('\n').find((line) => line.startsWith(`| \`${keys.join('.')}\` |`))
        expect(row, keys.join('.')).toBeDefined()
        const shown = row?.split('|')[2]?.trim().replaceAll('`', '')
        expect(shown).toBe(value === '' ? 'empty' : typeof value === 'string' ? value : JSON.stringify(value))
      }
    }
  })

  it('explains each setting in the default file', () => {
    for (const { description } of describeFields(yamlConfigSchema)) {
      expect(defaultConfigText('config.yaml')).toContain(`# ${description}`)
    }
  })
})

describe('reading config.yaml', () => {
  it("takes the original system's file as it is", () => {
    const text =
      'yts_url: https://example.org/api/v2/list_movies.json\nlimit: 20\norder_by: asc\nmax_workers: 10\nlast_page_processed: 1412\n'
    const { values, issues, broken } = readYamlText(text)
    expect(values).toMatchObject({ limit: 20, max_workers: 10, last_page_processed: 1412 })
    expect({ issues, broken }).toEqual({ issues: [], broken: false })
  })

  it.each([
    ['', 'empty'],
    ['\n\n', 'blank'],
    ['# only a comment\n', 'a comment'],
    ['---\n', 'a document mark'],
    ['null\n', 'null'],
  ])('takes defaults from an empty file: %j', (text) => {
    expect(readYamlText(text)).toEqual({ values: yamlConfigSchema.parse({}), issues: [], broken: false })
  })

  it('reads past a byte order mark and Windows line ends', () => {
    const { values, issues } = readYamlText('\uFEFFlimit: 30\r\nmax_workers: nonsense\r\n')
    expect(values.limit).toBe(30)
    expect(issues).toMatchObject([{ field: 'max_workers', line: 2, column: 14, severity: 'error' }])
  })

  it('names field, line and column, and uses the default for that field only', () => {
    const { values, issues, broken } = readYamlText(
      'limit: 99\nmax_workers: 3\nschedule:\n  enabled: perhaps\n  every_minutes: 60\n',
    )
    expect(broken).toBe(true)
    expect(values).toMatchObject({ limit: 50, max_workers: 3, schedule: { enabled: false, every_minutes: 60 } })
    expect(issues).toEqual([
      { field: 'limit', line: 1, column: 8, message: 'must be at most 50', severity: 'error' },
      {
        field: 'schedule.enabled',
        line: 4,
        column: 12,
        message: 'must be true or false, not a text',
        severity: 'error',
      },
    ])
  })

  it.each([
    ['limit: 1e400\n', 'limit'],
    ['limit: 12345678901234567890\n', 'limit'],
    ['limit: .inf\n', 'limit'],
    ['limit: .nan\n', 'limit'],
    ['limit: 2.5\n', 'limit'],
    ['limit: [1, 2]\n', 'limit'],
    ['limit:\n', 'limit'],
    ['order_by: sideways\n', 'order_by'],
    ['schedule: yes please\n', 'schedule'],
    ['yts_url: http://example.org/\n', 'yts_url'],
    ['yts_url: https://user:pass@example.org/\n', 'yts_url'],
    ['yts_url: javascript:alert(1)\n', 'yts_url'],
    ['yts_url: file:///etc/passwd\n', 'yts_url'],
  ])('refuses %j', (text, field) => {
    const { values, issues, broken } = readYamlText(text)
    expect(broken).toBe(true)
    expect(issues[0]).toMatchObject({ field, line: 1, severity: 'error' })
    expect(values).toEqual(yamlConfigSchema.parse({}))
  })

  it.each(['http://127.0.0.1:8080/list_movies.json', 'http://localhost/x', 'http://[::1]:9/x'])('allows %s', (url) => {
    expect(readYamlText(`yts_url: "${url}"\n`)).toMatchObject({ values: { yts_url: url }, broken: false })
  })

  it.each([
    ['limit: 20\nlimit: 30\n', 2],
    ['limit: [1\nmax_workers: 2\n', 2],
    ['limit: 20\n\tmax_workers: 2\n', 2],
    ['a: &a [x]\nb: "unclosed\n', 3],
  ])('names the line of a syntax error: %j', (text, line) => {
    const { values, issues, broken } = readYamlText(text)
    expect(broken).toBe(true)
    expect(issues.length).toBeGreaterThan(0)
    expect(issues.some((issue) => Math.abs(issue.line - line) <= 1)).toBe(true)
    expect(values).toEqual(yamlConfigSchema.parse({}))
  })

  it.each([
    ['limit: 2.5\n', 'must be a whole number'],
    ['last_page_processed: 99999999999999999999\n', 'must be at most 9007199254740991'],
    ['limit: "20"\n', 'must be a number, not a text'],
  ])('says in words what is wrong with %j', (text, message) => {
    expect(readYamlText(text).issues).toMatchObject([{ message }])
  })

  it('is not hurt by an alias bomb', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((key, index) => {
        const above = 'abcdefghi'[index]
        return `${key}: &${key} [${new Array(9).fill(`*${above}`).join(',')}]`
      }),
    ].join('\n')
    expect(readYamlText(bomb).broken).toBe(true)
  })

  it('warns of unknown settings and keeps them', () => {
    const { issues, broken } = readYamlText('limit: 20\nmax_worker: 3\n')
    expect(broken).toBe(false)
    expect(issues).toMatchObject([{ field: 'max_worker', line: 2, severity: 'warning' }])
  })
})

describe('reading config.json', () => {
  it('names line and column of a syntax error', () => {
    const { issues, broken } = readJsonText('{\n  "last_date": "2024-01-01",\n}')
    expect(broken).toBe(true)
    expect(issues).toMatchObject([{ line: 3, column: 1, severity: 'error' }])
  })

  it.each([
    '{',
    '[]',
    '"text"',
    '5',
    'nope',
    '{"last_date": 5}',
    '{"last_date": "01.02.2024"}',
    '{"last_date": "2024-02-30"}',
    '{"last_date": "2099-99-99"}',
    '{"last_date": "0000-00-00"}',
    '{"destinations": []}',
  ])('reports %s and runs on defaults', (text) => {
    const { values, issues, broken } = readJsonText(text)
    expect(broken).toBe(true)
    expect(issues.length).toBeGreaterThan(0)
    expect(values).toEqual(jsonConfigSchema.parse({}))
  })
})

describe('changing one field', () => {
  it('moves nothing else in YAML', () => {
    const before = '# mine\nlimit:   20   # films\nmine: {a: 1,  b: [2]}\n\nmax_workers: 3\n'
    const after = patchConfigText('config.yaml', before, { limit: 30 })
    expect(after).toBe(before.replace('20', '30'))
  })

  it('adds what is missing at the end', () => {
    const after = patchConfigText('config.yaml', 'limit: 20 # films', { schedule: { enabled: true }, max_workers: 2 })
    expect(after).toContain('limit: 20 # films\n')
    expect(readYamlText(after)).toMatchObject({
      values: { limit: 20, max_workers: 2, schedule: { enabled: true } },
      issues: [],
    })
  })

  it('keeps indentation, unknown keys and large numbers of JSON', () => {
    const before = '{\n\t"mine": 12345678901234567890123,\n\t"last_date": null\n}\n'
    const after = patchConfigText('config.json', before, { last_date: '2024-05-06' })
    expect(after).toBe(before.replace('null', '"2024-05-06"'))
  })

  it('adds a key to JSON of any shape', () => {
    for (const before of ['{}', '{ }', '{\n}', '{"a":1}', '{\n    "a": {"b": [1, 2]}\n}', '']) {
      const after = patchConfigText('config.json', before, { last_date: '2024-05-06' })
      expect(JSON.parse(after)).toEqual({ ...(before === '' ? {} : JSON.parse(before)), last_date: '2024-05-06' })
    }
  })

  it.each([
    ['config.yaml', 'limit: [1'],
    ['config.json', '{'],
    ['config.json', '[]'],
  ] as [ConfigFile, string][])('refuses to touch %s while it cannot be read', (file, text) => {
    expect(() => patchConfigText(file, text, { limit: 1, last_date: null })).toThrow('until its syntax is mended')
  })

  const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
  const leaf = fc.oneof(
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  const own = fc.dictionary(word, fc.oneof(leaf, fc.array(leaf, { maxLength: 3 })), { maxKeys: 5 })

  it('holds for any file: the new value is read back and everything of one’s own stays', () => {
    fc.assert(
      fc.property(own, fc.integer({ min: 1, max: 64 }), fc.constantFrom(...configFiles), (extra, number, file) => {
        const mine = Object.fromEntries(Object.entries(extra).map(([key, value]) => [`my_${key}`, value]))
        const before = JSON.stringify({ ...mine, limit: 7, last_date: '2020-02-03' }, null, 2)
        const values =
          file === 'config.yaml'
            ? { limit: number }
            : { last_date: `2021-03-${String(1 + (number % 28)).padStart(2, '0')}` }
        const after = patchConfigText(file, before, values)
        expect(JSON.parse(after)).toEqual({ ...mine, limit: 7, last_date: '2020-02-03', ...values })
      }),
    )
  })

  it('never throws while reading, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string()),
        fc.constantFrom(...configFiles),
        (text, file) => {
          const { values } = readConfigText(file, text)
          expect(values).toBeTypeOf('object')
        },
      ),
      { numRuns: 2000 },
    )
  })
})
