import type { ColumnDefinition, TableKey } from './definition.ts'

/** Short text, shown on one line. */
export const text = (key: string, label: string, width = 160): ColumnDefinition => ({ key, label, kind: 'text', width })
/** Long text, ellipsised with a tooltip. */
export const long = (key: string, label: string, width = 280): ColumnDefinition => ({
  key,
  label,
  kind: 'longtext',
  width,
})
/** A whole number, with the unit it counts where that is not obvious. */
export const int = (key: string, label: string, width = 110, unit?: string): ColumnDefinition =>
  unit ? { key, label, kind: 'integer', width, unit } : { key, label, kind: 'integer', width }
/** The number of a row of another table, which it leads to. */
export const keyOf = (leadsTo: TableKey, key: string, label: string, width = 110): ColumnDefinition => ({
  ...int(key, label, width),
  leadsTo,
})
/** The number of a run. */
export const run = (key = 'run_id', label = 'Run', width = 80): ColumnDefinition => keyOf('run', key, label, width)
/** A moment, epoch milliseconds. */
export const at = (key: string, label: string): ColumnDefinition => ({ key, label, kind: 'epoch_ms', width: 170 })
/** How many films a dimension member has; counted by the reader, not stored. */
export const films: ColumnDefinition = int('films', 'Films', 100)
