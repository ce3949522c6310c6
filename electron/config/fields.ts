import type { z } from 'zod'
import type { ConfigIssue } from '../../shared/config.ts'

/** A field that a schema refused, by its path from the root. */
export interface FieldProblem {
  path: string[]
  message: string
}

export interface CheckedFields<T> {
  /** Every field of the schema; a refused one holds its default. */
  values: T
  problems: FieldProblem[]
}

type Plain = Record<string, unknown>

/** Whether a value is an object with named fields. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Checks what a file holds against a schema, field by field: one wrong field costs its own value, never the others'.
 *
 * @param schema an object schema in which every field has a default
 */
export function checkFields<S extends z.ZodObject>(schema: S, raw: unknown): CheckedFields<z.output<S>> {
  const root = isPlain(raw) ? structuredClone(raw) : {}
  const problems: FieldProblem[] = []
  // Each round takes the refused fields away, so that their defaults apply; nesting bounds the rounds.
  for (let round = 0; round < 8; round++) {
    const parsed = schema.safeParse(root)
    if (parsed.success) return { values: parsed.data, problems }
    for (const issue of parsed.error.issues) {
      const path = issue.path.map(String)
      problems.push({ path, message: issue.message })
      dropField(root, path)
    }
  }
  return { values: schema.parse({}), problems }
}

/** The fields a file has and the schema does not, as dotted paths. */
export function unknownFields(schema: z.ZodObject, raw: unknown): string[][] {
  if (!isPlain(raw)) return []
  const found: string[][] = []
  for (const [key, value] of Object.entries(raw)) {
    const field: unknown = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined
    if (field === undefined) found.push([key])
    else {
      const inner = objectSchemaOf(field)
      if (inner) for (const path of unknownFields(inner, value)) found.push([key, ...path])
    }
  }
  return found
}

/** The object schema behind defaults and the like; null for any other kind of field. */
export function objectSchemaOf(field: unknown): z.ZodObject | null {
  let current: unknown = field
  for (let depth = 0; depth < 8 && isSchema(current); depth++) {
    if (current.def.type === 'object') return current as unknown as z.ZodObject
    current = current.def.innerType
  }
  return null
}

function isSchema(value: unknown): value is { def: { type: string; innerType?: unknown } } {
  return typeof value === 'object' && value !== null && 'def' in value && isPlain((value as Plain).def)
}

/** Removes a field, or its parent where the path leads through something that has no fields. */
function dropField(root: Plain, path: readonly string[]): void {
  let parent = root
  for (const [index, key] of path.entries()) {
    const next = parent[key]
    if (index === path.length - 1 || !isPlain(next)) {
      delete parent[key]
      return
    }
    parent = next
  }
}

/** Line and column, from 1, of a position in a text. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, offset))
  const lastBreak = before.lastIndexOf('\n')
  return { line: before.split('\n').length, column: before.length - lastBreak }
}

/** One sentence that names a file's first error, for a refusal. */
export function describeIssue(file: string, issue: ConfigIssue): string {
  // What is said of the whole file goes on from its name: "config.yaml is a pipe, not a file".
  if (issue.field === '' && issue.line === 0) return `${file} ${issue.message}`
  const where = issue.line > 0 ? `, line ${issue.line}` : ''
  return `${file}${where}: ${issue.field ? `${issue.field} ` : ''}${issue.message}`
}
