import * as z from 'zod'
import { defaultLayout, type GridLayout, type LayoutColumn, restoreLayout } from './layout.ts'

/** Columns that the compact arrangement keeps. */
const compactColumns = 4
const maxPresets = 12
export const maxPresetName = 40

const keptPresets = z
  .array(z.object({ name: z.string().min(1).max(maxPresetName), layout: z.unknown() }))
  .max(maxPresets)

/** An arrangement that a person gave a name. */
export interface LayoutPreset {
  name: string
  layout: GridLayout
}

/** The kept presets fitted to the columns there are now; what does not parse is none. */
export function restorePresets(kept: unknown, columns: readonly LayoutColumn[]): LayoutPreset[] {
  const parsed = keptPresets.safeParse(kept)
  if (!parsed.success) return []
  return parsed.data.map(({ name, layout }) => ({ name, layout: restoreLayout(layout, columns) }))
}

/** The presets with an arrangement under a name: the same name is replaced, the oldest gives way when there are too many. */
export function withPreset(presets: readonly LayoutPreset[], name: string, layout: GridLayout): LayoutPreset[] {
  const wanted = name.trim().slice(0, maxPresetName)
  if (wanted === '') return [...presets]
  return [...presets.filter((preset) => preset.name !== wanted), { name: wanted, layout }].slice(-maxPresets)
}

/** An arrangement applied to a grid: columns, widths and pins follow; the order of the rows stays as it is. */
export function applyPreset(current: GridLayout, preset: GridLayout): GridLayout {
  return { ...preset, sort: current.sort }
}

/** The first few columns only, in their default arrangement. */
export function compactLayout(columns: readonly LayoutColumn[]): GridLayout {
  const shown = new Set(
    columns
      .filter((column) => !column.hidden)
      .slice(0, compactColumns)
      .map(({ id }) => id),
  )
  return { ...defaultLayout(columns), hidden: columns.map(({ id }) => id).filter((id) => !shown.has(id)) }
}

/** Every column there is, in its default place. */
export function fullLayout(columns: readonly LayoutColumn[]): GridLayout {
  return { ...defaultLayout(columns), hidden: [] }
}
