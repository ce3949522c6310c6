import type { z } from 'zod'
import { type ConfigFile, jsonConfigSchema, yamlConfigSchema } from '../../shared/config.ts'
import { objectSchemaOf } from './fields.ts'

/** The text of a new configuration file: every setting with its default and, where the format has comments, what it does. */
export function defaultConfigText(file: ConfigFile): string {
  if (file === 'config.json') return `${JSON.stringify(jsonConfigSchema.parse({}), null, 2)}\n`
  const lines = ['# Settings of YTS Explorer. Comments and keys of your own are kept.', '']
  const values: Record<string, unknown> = yamlConfigSchema.parse({})
  for (const field of describeFields(yamlConfigSchema)) {
    const value = field.path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], values)
    const indent = '  '.repeat(field.path.length - 1)
    const key = field.path.at(-1) ?? ''
    lines.push(`${indent}# ${field.description}`)
    lines.push(
      `${indent}${key}:${field.group ? '' : ` ${typeof value === 'string' && value === '' ? "''" : String(value)}`}`,
    )
  }
  return `${lines.join('\n')}\n`
}

export interface FieldDescription {
  path: string[]
  /** Empty when the schema has none, which a test forbids. */
  description: string
  /** Whether the field holds further fields, which follow it in the list. */
  group: boolean
}

/** Every field of a configuration schema with its description, groups before their fields. */
export function describeFields(schema: z.ZodObject, above: readonly string[] = []): FieldDescription[] {
  return Object.entries(schema.shape).flatMap(([key, field]): FieldDescription[] => {
    const path = [...above, key]
    const inner = objectSchemaOf(field)
    const own = { path, description: (field as z.ZodType).description ?? '', group: inner !== null }
    return inner ? [own, ...describeFields(inner, path)] : [own]
  })
}
