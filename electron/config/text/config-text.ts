import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { type ConfigFile, type ConfigIssue, jsonConfigSchema, yamlConfigSchema } from '../../../shared/config.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { cronProblem } from '../cron.ts'
import { checkFields, type FieldProblem, isPlain, placeOf, unknownFields } from '../fields.ts'
import { jsonSyntax, patchJson } from './json-text.ts'
import { oddPlace } from './odd-text.ts'
import type { Syntax } from './syntax.ts'
import { patchYaml, rewriteYaml, yamlSyntax } from './yaml-text.ts'

/** Largest configuration file that is read, in characters. */
export const maxConfigText = 1_000_000

export interface ReadText<T> {
  values: T
  issues: ConfigIssue[]
  /** Whether an error makes the app run on one or more defaults. */
  broken: boolean
}

/** Reads `config.yaml`. Never throws: what cannot be used is reported and its default stands in. */
export function readYamlText(text: string): ReadText<z.output<typeof yamlConfigSchema>> {
  return readText(text, yamlSyntax, yamlConfigSchema)
}

/** Reads `config.json`. Never throws, like `readYamlText`. */
export function readJsonText(text: string): ReadText<z.output<typeof jsonConfigSchema>> {
  return readText(text, jsonSyntax, jsonConfigSchema)
}

/** Reads either file; the values as plain JSON. */
export function readConfigText(file: ConfigFile, text: string): ReadText<Record<string, unknown>> {
  return file === 'config.yaml' ? readYamlText(text) : readJsonText(text)
}

/**
 * The text with some fields set; all else stays as it was, byte for byte where the format allows.
 *
 * The new text is parsed before it is given: it says what the old one said, but for these fields.
 *
 * @throws KnownError `config_invalid` when the text cannot be parsed, because then nothing in it is safe to touch, or when it is
 *   written in a way that no field can be set in
 */
export function patchConfigText(file: ConfigFile, input: string, values: Record<string, unknown>): string {
  const text = withoutBom(input)
  if (oddPlace(text)) {
    throw new KnownError('config_invalid', 'The file cannot be changed field by field until its syntax is mended.')
  }
  const mark = input.slice(0, input.length - text.length)
  const leaves = changedLeaves(values)
  const isYaml = file === 'config.yaml'
  const syntax = isYaml ? yamlSyntax : jsonSyntax
  const wanted = withLeaves(syntax(text).root, leaves)
  for (const patch of isYaml ? [patchYaml, rewriteYaml] : [patchJson]) {
    const patched = unlessOdd(() => patch(text, leaves))
    if (patched === null) continue
    const { root, errors } = syntax(patched)
    if (errors.length === 0 && isDeepStrictEqual(root, wanted)) return mark + patched
  }
  throw new KnownError(
    'config_invalid',
    `${file} is written in a way in which no field can be changed by itself. Change it as text.`,
  )
}

/** Null where the parser gives up: at a root that is no set of fields, or a tag that gives it another meaning. */
function unlessOdd(patch: () => string): string | null {
  try {
    return patch()
  } catch (thrown) {
    if (thrown instanceof KnownError) throw thrown
    return null
  }
}

/** A root value with some fields set. */
function withLeaves(root: unknown, leaves: readonly [string[], unknown][]): Record<string, unknown> {
  const wanted = isPlain(root) ? structuredClone(root) : {}
  for (const [path, value] of leaves) {
    let parent = wanted
    for (const key of path.slice(0, -1)) {
      const inner = Object.hasOwn(parent, key) ? parent[key] : undefined
      const next = isPlain(inner) ? inner : {}
      parent[key] = next
      parent = next
    }
    parent[path.at(-1) ?? ''] = structuredClone(value)
  }
  return wanted
}

function readText<S extends z.ZodObject>(
  input: string,
  syntax: (text: string) => Syntax,
  schema: S,
): ReadText<z.output<S>> {
  if (input.length > maxConfigText) {
    const message = 'is larger than a configuration file can be (1 MB); the defaults are used'
    return { values: schema.parse({}), issues: [wholeFile(message)], broken: true }
  }
  const text = withoutBom(input)
  if (text.includes('\0')) {
    const message = 'holds NUL characters, so it is no text; restore a backup, or write it anew'
    return { values: schema.parse({}), issues: [wholeFile(message)], broken: true }
  }
  const { root, errors, offsetOf } = syntax(text)
  if (errors.length > 0) {
    const issues = errors.slice(0, 20).map(({ offset, message }): ConfigIssue => {
      return { field: '', ...placeOf(text, offset), message, severity: 'error' }
    })
    return { values: schema.parse({}), issues, broken: true }
  }
  if (root !== null && root !== undefined && !isPlain(root)) {
    return {
      values: schema.parse({}),
      issues: [wholeFile('must hold named settings; the defaults are used')],
      broken: true,
    }
  }
  const { values, problems } = checkFields(schema, root)
  const place = (path: readonly string[]): { line: number; column: number } => {
    for (let length = path.length; length > 0; length--) {
      const offset = offsetOf(path.slice(0, length))
      if (offset !== undefined) return placeOf(text, offset)
    }
    return { line: 0, column: 0 }
  }
  for (const problem of scheduleProblems(values)) problems.push(problem)
  const issues: ConfigIssue[] = [
    ...problems.map(({ path, message }: FieldProblem): ConfigIssue => {
      return { field: path.join('.'), ...place(path), message: sentence(message), severity: 'error' }
    }),
    ...unknownFields(schema, root).map((path): ConfigIssue => {
      const message = 'is not a setting of this app; it is kept as it is'
      return { field: path.join('.'), ...place(path), message, severity: 'warning' }
    }),
  ]
  return { values, issues, broken: problems.length > 0 }
}

/** A schedule that cannot be kept. Its value stands: no other takes its place, and no load starts by it. */
function scheduleProblems(values: Record<string, unknown>): FieldProblem[] {
  const cron = isPlain(values.schedule) ? values.schedule.cron : ''
  const message = typeof cron === 'string' && cron.trim() !== '' ? cronProblem(cron, new Date()) : null
  return message === null ? [] : [{ path: ['schedule', 'cron'], message }]
}

function wholeFile(message: string): ConfigIssue {
  return { field: '', line: 0, column: 0, message, severity: 'error' }
}

/** zod's own sentences name no subject and speak of types; ours follow the field's name and say what is wanted. */
function sentence(message: string): string {
  if (/^(must|is|matches|leaves) /.test(message)) return message
  const bound = /expected (int|number|string) to (?:be|have) (<=|>=|<|>)\s?(-?[\d.]+)/.exec(message)
  if (bound) {
    const words = { '<=': 'at most', '>=': 'at least', '<': 'less than', '>': 'more than' }[
      bound[2] as '<=' | '>=' | '<' | '>'
    ]
    return `must be ${words} ${bound[3]}${bound[1] === 'string' ? ' characters' : ''}`
  }
  const type = /expected (\w+), received (\w+)/.exec(message)
  if (type?.[1] === 'int' && type[2] === 'number') return 'must be a whole number'
  if (type) return `must be ${wanted(type[1] ?? '')}, not ${wanted(type[2] ?? '')}`
  const option = /expected one of (.+)$/.exec(message)
  return option ? `must be one of ${option[1]?.replaceAll('|', ', ')}` : `is not right: ${message}`
}

function wanted(type: string): string {
  const words: Record<string, string> = {
    boolean: 'true or false',
    int: 'a whole number',
    number: 'a number',
    string: 'a text',
    object: 'a group of settings',
    record: 'a group of settings',
    array: 'a list',
    null: 'empty',
    undefined: 'empty',
  }
  return words[type] ?? type
}

/** The text without the byte order mark that some editors put in front. */
function withoutBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** Values to set, one path each: settings inside a group are set one by one, so that the group's other fields stay. */
function changedLeaves(values: Record<string, unknown>): [string[], unknown][] {
  return Object.entries(values).flatMap(([key, value]): [string[], unknown][] => {
    if (key === 'schedule' && isPlain(value)) {
      return Object.entries(value).map(([inner, leaf]) => [[key, inner], leaf])
    }
    return [[[key], value]]
  })
}
