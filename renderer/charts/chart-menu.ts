import { type MenuEntry, toast, toastError } from '../components/index.ts'
import type { FilterChange } from '../filter/reducers.ts'
import { openExport, tableChoice } from '../state/actions/export-offer.ts'
import { type PictureFormat, saveChart } from './files/save-chart.ts'
import type { LinkedChart } from './linked.ts'
import type { LogSwitch } from './log-scale.ts'
import type { ChartModel } from './model.ts'

export interface ChartMenuActions {
  chart: LinkedChart
  log: LogSwitch | null
  context: (chart: LinkedChart) => readonly string[]
  apply: (change: FilterChange) => void
  onRows: (change: FilterChange) => void
  /** The SQL of a mark's films, or of the chart's numbers for null. */
  onSql: (mark: number | null) => void
  onTable: () => void
  onWhy: (mark: number) => void
}

/** Saves the picture of a chart where the person says, and tells how that went. */
function saveAs({ chart, context }: Pick<ChartMenuActions, 'chart' | 'context'>, format: PictureFormat): Promise<void> {
  return saveModel(chart.model, format, context(chart))
}

/** The same of a chart by itself, with the lines that the file is to tell besides. */
export async function saveModel(model: ChartModel, format: PictureFormat, context: readonly string[]): Promise<void> {
  try {
    const fileName = await saveChart(model, format, context)
    if (fileName) toast(`Saved ${fileName}`, 'success')
  } catch (error) {
    toastError('The chart was not saved', error)
  }
}

/** Asks how the numbers of a chart are to be exported. */
export function exportChart({ chart, context }: Pick<ChartMenuActions, 'chart' | 'context'>): void {
  exportModel(chart.model, context(chart))
}

/** The same of a chart by itself, with the lines that the file is to tell besides. */
export function exportModel({ title, notes, table }: ChartModel, context: readonly string[]): void {
  const words = [...notes, ...context]
  const about = { title, words, filter: null, sql: null }
  openExport({ title, choices: [tableChoice(table(), about, { id: 'numbers', what: 'Numbers of the chart' })] })
}

/** What can be done with a chart as a whole. */
export function chartEntries(actions: ChartMenuActions): MenuEntry[] {
  const { chart, log, apply, onRows, onSql, onTable } = actions
  const { unknown } = chart
  return [
    { label: 'Films behind this chart', onSelect: () => onRows((filter) => filter) },
    ...(unknown ? [{ label: `Only ${unknown.label}`, onSelect: () => apply(unknown.only) }] : []),
    ...(chart.explore ? [{ label: 'Explore this…', onSelect: chart.explore }] : []),
    { label: 'Show the SQL…', onSelect: () => onSql(null) },
    { label: 'Show as a table…', onSelect: onTable },
    ...(log ? [{ label: 'Log scale', checked: log.on, onSelect: log.toggle }] : []),
    { kind: 'separator' },
    { label: 'Save as PNG…', onSelect: () => void saveAs(actions, 'png') },
    { label: 'Save as SVG…', onSelect: () => void saveAs(actions, 'svg') },
    { label: 'Export its numbers…', onSelect: () => exportChart(actions) },
    { kind: 'separator' },
    {
      label: 'Clear this chart’s filter',
      shortcut: 'Esc',
      disabled: !chart.isActive,
      reason: 'it has none',
      onSelect: () => apply(chart.clear),
    },
  ]
}

/** What can be done with one mark, and then with its chart. */
export function markEntries(actions: ChartMenuActions, index: number | null): MenuEntry[] {
  const { chart, apply, onRows, onSql, onWhy } = actions
  const mark = index === null ? undefined : chart.model.drawing.marks[index]
  if (index === null || !mark) return chartEntries(actions)
  const added = mark.state === 'kept'
  const dropped = mark.state === 'dropped'
  const excluded = chart.excludes ? ` ${chart.excludes(index)}` : ''
  return [
    { kind: 'label', label: mark.name },
    { label: 'Only this', shortcut: 'Space', onSelect: () => apply(chart.only(index)) },
    {
      label: added ? 'Take out of the filter' : 'Add to the filter',
      shortcut: 'Shift+Space',
      onSelect: () => apply(chart.act(index, 'add')),
    },
    {
      label: `${dropped ? 'Stop excluding' : 'Exclude'}${excluded}`,
      shortcut: 'X',
      onSelect: () => apply(chart.act(index, 'exclude')),
    },
    { label: 'Films behind this mark', onSelect: () => onRows(chart.behind(index)) },
    { label: 'SQL of this mark’s films…', onSelect: () => onSql(index) },
    { label: 'Why this number?', onSelect: () => onWhy(index) },
    { kind: 'separator' },
    ...chartEntries(actions),
  ]
}
