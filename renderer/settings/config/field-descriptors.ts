import * as z from 'zod'
import { type ConfigFile, jsonConfigSchema, yamlConfigSchema } from '../../../shared/config.ts'

/** One field of the form, as the schema describes it. */
export interface FieldDescriptor {
  /** From the root of the file: `['schedule', 'cron']`. */
  path: readonly string[]
  label: string
  description: string
  /** What the number counts; empty when the label says it. */
  unit: string
  kind: 'integer' | 'number' | 'text' | 'choice' | 'switch' | 'map'
  min?: number
  max?: number
  options: readonly string[]
  defaultValue: unknown
}

/** Fields that belong together, under one heading. */
export interface FieldGroup {
  title: string
  fields: FieldDescriptor[]
}

/** The part of JSON Schema that zod writes for our fields. */
interface JsonField {
  type?: string
  description?: string
  default?: unknown
  minimum?: number
  maximum?: number
  enum?: string[]
  properties?: Record<string, JsonField>
  anyOf?: JsonField[]
}

const schemas = { 'config.yaml': yamlConfigSchema, 'config.json': jsonConfigSchema } as const

/** Units by the ending of a key, so that a new field gets its unit with its name. */
const units: readonly [ending: RegExp, unit: string][] = [
  [/_s$/, 'seconds'],
  [/_minutes$/, 'minutes'],
  [/_mb$/, 'MiB'],
  [/_days$/, 'days'],
  [/^limit$/, 'films a page'],
]

const words: Record<string, string> = {
  yts: 'YTS',
  url: 'address',
  cron: 'cron expression',
  s: '',
  days: '',
  minutes: '',
  mb: '',
}

/** `request_timeout_s` → `Request timeout`; the unit stands beside the control. */
export function labelOf(key: string): string {
  const text = key
    .split('_')
    .map((word) => words[word] ?? word)
    .filter(Boolean)
    .join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The form of a configuration file, read off its schema: plain fields first, then each group. */
export function formOf(file: ConfigFile): FieldGroup[] {
  const root = z.toJSONSchema(schemas[file], { io: 'input' }) as JsonField
  const groups: FieldGroup[] = [{ title: file === 'config.yaml' ? 'Loading' : 'Progress and destinations', fields: [] }]
  for (const [key, field] of Object.entries(root.properties ?? {})) {
    if (field.properties) {
      const fields = Object.entries(field.properties).map(([inner, leaf]) => descriptor([key, inner], leaf))
      groups.push({ title: labelOf(key), fields })
    } else groups[0]?.fields.push(descriptor([key], field))
  }
  return groups
}

function descriptor(path: readonly string[], field: JsonField): FieldDescriptor {
  const key = path.at(-1) ?? ''
  const leaf = field.anyOf?.find((option) => option.type !== 'null') ?? field
  return {
    path,
    label: labelOf(key),
    description: field.description ?? '',
    unit: units.find(([ending]) => ending.test(key))?.[1] ?? '',
    kind: kindOf(leaf),
    // zod writes the largest safe integer where the schema names no bound.
    ...(leaf.minimum === undefined ? {} : { min: leaf.minimum }),
    ...(leaf.maximum === undefined || leaf.maximum >= Number.MAX_SAFE_INTEGER ? {} : { max: leaf.maximum }),
    options: leaf.enum ?? [],
    defaultValue: field.default,
  }
}

function kindOf(field: JsonField): FieldDescriptor['kind'] {
  if (field.enum) return 'choice'
  if (field.type === 'boolean') return 'switch'
  if (field.type === 'integer' || field.type === 'number') return field.type
  return field.type === 'object' ? 'map' : 'text'
}

/** The value at a path; undefined when there is none. */
export function valueAt(values: Record<string, unknown>, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    values,
  )
}

/** One field as the nested object that `config.patch` takes. */
export function patchOf(path: readonly string[], value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = path
  return { [first]: rest.length > 0 ? patchOf(rest, value) : value }
}

/** The range of a number in words: `1 to 50`, `at least 0`; empty when it has none. */
export function rangeWords(field: FieldDescriptor): string {
  if (field.min !== undefined && field.max !== undefined) return `${field.min} to ${field.max}`
  if (field.min !== undefined) return `at least ${field.min}`
  return field.max === undefined ? '' : `at most ${field.max}`
}
