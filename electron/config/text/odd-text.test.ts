import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { ownTime } from '../../sync/testing/own-time.ts'
import { defaultConfigText } from '../defaults.ts'
import { patchConfigText, readConfigText } from './config-text.ts'
import { oddPlace } from './odd-text.ts'

const many = Array.from({ length: 40_000 }, (_, key) => key)
const texts: [kind: string, file: 'config.yaml' | 'config.json', text: string][] = [
  ['deep lists', 'config.yaml', `a: ${'['.repeat(100_000)}`],
  ['deep lists that end', 'config.yaml', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['deep maps', 'config.yaml', '{a: '.repeat(50_000)],
  [
    'deep blocks',
    'config.yaml',
    many
      .slice(0, 1200)
      .map((depth) => `${' '.repeat(depth)}a:`)
      .join('\n'),
  ],
  ['dashes after dashes', 'config.yaml', `a:\n  ${'- '.repeat(100_000)}1`],
  ['40,000 keys', 'config.yaml', many.map((key) => `k${key}: 1`).join('\n')],
  ['40,000 keys on a line', 'config.yaml', `{${many.map((key) => `k${key}: 1`).join(', ')}}`],
  ['40,000 keys that ask', 'config.yaml', many.map((key) => `? k${key}`).join('\n')],
  ['deep lists', 'config.json', `${'['.repeat(100_000)}`],
  ['deep lists that end', 'config.json', `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['deep objects', 'config.json', '{"a":'.repeat(100_000)],
  ['40,000 keys', 'config.json', JSON.stringify(Object.fromEntries(many.map((key) => [`k${key}`, 1])))],
]

const oddities = [
  '&a [*a]',
  'a: &x {b: *x}',
  'a: *none',
  '? [1, 2]\n: 3',
  '? {a: 1}\n: 2',
  '!!binary aGk=',
  'limit: !!binary aGk=',
  '!<tag:x> 5',
  '%YAML 9.9\n---\na: 1',
  '---\na: 1\n---\nb: 2',
  '<<: {a: 1}',
  '<<: 5',
  '__proto__: {x: 1}',
  'constructor: 1',
  'limit: .inf',
  'limit: .nan',
  'limit: 0x10',
  'limit: 1e999',
  '- 1\n- 2',
  '"',
  "'",
  '|',
  '>',
  '[',
  '{',
  ']',
  '`',
  '@',
  '%',
  '&',
  '*',
  '!',
  '\t',
  'a:\tb',
  'a: b: c',
  '...',
  'a: "\\uD800"',
  '\uFEFF',
  'a: \u0085',
  '!!set {a, b}',
  '!!omap [a: 1]',
  'yts_url: &a\n  - *a',
  'null',
  '~',
  'true',
  '5',
  '"x"',
  '# only',
]

describe('deep and odd YAML and JSON', () => {
  it.each(texts)('%s in %s are named by their line within a second', (_, file, text) => {
    const elapsed = ownTime()
    const read = readConfigText(file, text)
    expect(elapsed()).toBeLessThan(1000)
    expect(read.broken).toBe(true)
    expect(read.issues).toHaveLength(1)
    expect(read.issues[0]?.line).toBeGreaterThan(0)
    expect(read.issues[0]?.message).toMatch(/nested deeper|more fields/)
    expect(() => patchConfigText(file, text, { limit: 5 })).toThrow(KnownError)
  })

  it.each(oddities)('%j is read or named, never thrown', (text) => {
    for (const file of ['config.yaml', 'config.json'] as const) {
      const { issues } = readConfigText(file, text)
      for (const issue of issues) expect(issue.message).not.toMatch(/call stack|undefined|Error:|internal/i)
      try {
        patchConfigText(file, text, { [file === 'config.yaml' ? 'limit' : 'last_date']: null })
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(KnownError)
      }
    }
  })

  it('any pieces put together are read or named', () => {
    const piece = fc.constantFrom(...oddities, '\n', ': ', ', ', 'limit', '  ', '- ', '#', '"', '{', '}')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const file of ['config.yaml', 'config.json'] as const) readConfigText(file, pieces.join(''))
      }),
      { numRuns: 300 },
    )
  })

  it('reads a comment after a comment as one', () => {
    expect(oddPlace(`# a\n# say "x\nlimit: ${'['.repeat(10_000)}`)).not.toBe(null)
    expect(oddPlace(`${'# [ : {\n'.repeat(3000)}limit: 20\n`)).toBe(null)
  })

  it('leaves what people write alone', () => {
    expect(oddPlace(defaultConfigText('config.yaml'))).toBe(null)
    expect(oddPlace(defaultConfigText('config.json'))).toBe(null)
    expect(
      oddPlace(`# [[[[ ${'['.repeat(500)}\nnote: "${'{'.repeat(500)}"\nit's: don't [a]\n${'x: 1\n'.repeat(300)}`),
    ).toBe(null)
  })
})
