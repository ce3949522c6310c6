import { type Document, isMap, isNode, isScalar, parseDocument, stringify, type YAMLMap } from 'yaml'
import { KnownError } from '../../../shared/ipc/result.ts'
import { oddPlace } from './odd-text.ts'
import type { Syntax } from './syntax.ts'

/** Reads YAML; duplicate keys, tabs and alias bombs are errors, not exceptions. */
export function yamlSyntax(text: string): Syntax {
  const odd = oddPlace(text)
  if (odd) return { root: null, errors: [odd], offsetOf: () => undefined }
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true })
  const errors = document.errors.map((error) => ({ offset: error.pos[0], message: firstLine(error.message) }))
  let root: unknown = null
  if (errors.length === 0) {
    try {
      root = document.toJS({ maxAliasCount: 50 })
    } catch {
      errors.push({ offset: 0, message: 'refers to itself too often to be read' })
    }
  }
  return { root, errors, offsetOf: (path) => offsetOf(document, path) }
}

/** Sets fields in a YAML text; comments, order and unknown keys stay, and so does every byte where that is possible. */
export function patchYaml(text: string, leaves: readonly [string[], unknown][]): string {
  return leaves.reduce((patched, [path, value]) => setOne(patched, path, value), text)
}

/** Sets fields by writing the whole text anew; comments, order and unknown keys stay, spacing may not. */
export function rewriteYaml(text: string, leaves: readonly [string[], unknown][]): string {
  const document = changeable(text)
  if (document.contents === null) document.contents = document.createNode({}) as never
  for (const [path, value] of leaves) document.setIn(path, value)
  return document.toString({ lineWidth: 0 })
}

function setOne(text: string, path: string[], value: unknown): string {
  const document = changeable(text)
  const node = document.getIn(path, true)
  // A plain value on the page is replaced where it stands, so that nothing around it moves, not even a space.
  if (isScalar(node) && node.range && !node.anchor && !node.tag && isLeaf(value)) {
    if (Object.is(node.value, value)) return text
    const [start, end] = node.range
    const source = text.slice(start, end)
    if (source.length > 0 && !source.includes('\n')) return text.slice(0, start) + scalarText(value) + text.slice(end)
  }
  const top = document.contents
  if (!document.has(path[0]) && (top === null || (isMap(top) && !top.flow))) {
    return insertBlock(text, top, blockText(path, value))
  }
  if (top === null) document.contents = document.createNode({}) as never
  document.setIn(path, value)
  return document.toString({ lineWidth: 0 })
}

/** A document of named fields, or an empty one; throws KnownError for any other. */
function changeable(text: string): Document {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true })
  const { contents, errors } = document
  if (errors.length > 0 || !(contents === null || isMap(contents) || (isScalar(contents) && contents.value === null))) {
    throw new KnownError('config_invalid', 'The file cannot be changed field by field until its syntax is mended.')
  }
  if (isScalar(contents)) document.contents = null
  return document
}

/** Adds a block after the last field: as far to the right as the fields are, and before the mark that ends a document. */
function insertBlock(text: string, map: YAMLMap | null, block: string): string {
  const first = map?.items[0]?.key
  const start = isNode(first) && first.range ? first.range[0] : 0
  const indent = ' '.repeat(start - (text.slice(0, start).lastIndexOf('\n') + 1))
  // In an empty document a line of dots can be nothing but its end mark.
  const endMark = /^\.\.\.(?=\s|$)/m.exec(text)?.index
  const end = map?.range?.[2] ?? endMark ?? text.length
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const before = text.slice(0, end)
  const lines = block
    .trimEnd()
    .split('\n')
    .map((line) => `${indent}${line}${newline}`)
  return before + (before === '' || before.endsWith('\n') ? '' : newline) + lines.join('') + text.slice(end)
}

function blockText(path: readonly string[], value: unknown): string {
  return stringify(
    path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value),
    { lineWidth: 0 },
  )
}

function isLeaf(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** A value as YAML on one line; texts are quoted whenever YAML could read them as something else. */
function scalarText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  const plain = /^[A-Za-z][A-Za-z0-9_./:@-]*$/.test(value) && !value.endsWith(':')
  const parsedBack = plain ? parseDocument(value).toJS() : undefined
  return parsedBack === value ? value : JSON.stringify(value)
}

function offsetOf(document: Document, path: readonly string[]): number | undefined {
  const node = document.getIn(path, true)
  return isNode(node) && node.range ? node.range[0] : undefined
}

function firstLine(message: string): string {
  const line = message.split('\n')[0] ?? message
  return `cannot be read: ${line.charAt(0).toLowerCase()}${line.slice(1)}`
}
