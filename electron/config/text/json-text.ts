import { isMap, isNode, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { KnownError } from '../../../shared/ipc/result.ts'
import { oddPlace } from './odd-text.ts'
import type { Syntax } from './syntax.ts'

/**
 * Reads JSON. `JSON.parse` decides whether it is JSON; the YAML parser, whose language includes it, only tells where things
 * stand.
 */
export function jsonSyntax(text: string): Syntax {
  if (text.trim() === '') return { root: null, errors: [], offsetOf: () => undefined }
  const odd = oddPlace(text)
  if (odd) return { root: null, errors: [odd], offsetOf: () => undefined }
  try {
    const root: unknown = JSON.parse(text)
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false })
    return {
      root,
      errors: [],
      offsetOf: (path) => {
        const node = document.getIn(path, true)
        return isNode(node) && node.range ? node.range[0] : undefined
      },
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    return {
      root: null,
      errors: [{ offset: errorOffset(text, message), message: explain(message) }],
      offsetOf: () => undefined,
    }
  }
}

/** Sets top-level fields of a JSON text; unknown keys, their digits and the indentation stay. */
export function patchJson(text: string, leaves: readonly [string[], unknown][]): string {
  return leaves.reduce((patched, [path, value]) => setOne(patched, path, value), text)
}

function setOne(text: string, path: string[], value: unknown): string {
  if (text.trim() === '') return `${JSON.stringify(nest(path, value), null, 2)}\n`
  const { root, errors } = jsonSyntax(text)
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false })
  const map = document.contents
  if (errors.length > 0 || typeof root !== 'object' || root === null || !isMap(map)) {
    throw new KnownError('config_invalid', 'The file cannot be changed field by field until its syntax is mended.')
  }
  const [key = ''] = path
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? (text.includes('\n') ? '  ' : '')
  // The last of repeated keys is the one JSON.parse takes.
  const pair = map.items.findLast((item: Pair) => String((item.key as { value?: unknown } | null)?.value) === key)
  const node = pair?.value as Node | undefined
  const written = JSON.stringify(value, null, indent || undefined)?.replaceAll('\n', `\n${indent}`) ?? 'null'
  if (node?.range) return text.slice(0, node.range[0]) + written + text.slice(node.range[1])
  return insertPair(text, map, `${JSON.stringify(key)}: ${written}`, indent)
}

function insertPair(text: string, map: YAMLMap, pair: string, indent: string): string {
  const last = map.items.at(-1)?.value as Node | undefined
  const separator = indent === '' ? ' ' : `\n${indent}`
  if (last?.range) return `${text.slice(0, last.range[1])},${separator}${pair}${text.slice(last.range[1])}`
  const start = text.indexOf('{') + 1
  const end = text.lastIndexOf('}')
  return `${text.slice(0, start)}${separator}${pair}${indent === '' ? ' ' : '\n'}${text.slice(end)}`
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
}

/** Where JSON.parse gave up: it says so in its message, in one of two ways, except at the very end of the text. */
function errorOffset(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Number(position)
  const fromYaml = parseDocument(text, { prettyErrors: false }).errors[0]?.pos[0]
  return fromYaml ?? text.length
}

function explain(message: string): string {
  const what = message.replace(/ in JSON at position.*$/s, '').replace(/, ".*$/s, '')
  return `is not JSON: ${what.charAt(0).toLowerCase()}${what.slice(1)}`
}
