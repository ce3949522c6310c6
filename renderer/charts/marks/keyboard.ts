/** What a key press means inside a chart. */
export type ChartCommand =
  | { type: 'move'; index: number }
  | { type: 'extend'; index: number }
  | { type: 'pick' }
  | { type: 'add' }
  | { type: 'exclude' }
  | { type: 'clear' }
  | { type: 'menu' }
  | null

export interface ChartKeyContext {
  index: number
  count: number
  /** Marks a row: up and down move by this many (a heat map); 1 otherwise. */
  columns: number
  /** Whether Shift with an arrow brushes a range. */
  brush: boolean
}

export interface KeyPress {
  key: string
  shift: boolean
  ctrl: boolean
}

/**
 * Arrows, Home, End and Page keys move between marks; Space and Enter pick, with Shift they add; X excludes; Esc clears;
 * Shift+F10 and the menu key open the chart's menu. In a chart that brushes, Shift with an arrow extends a range.
 */
export function chartCommand({ key, shift, ctrl }: KeyPress, context: ChartKeyContext): ChartCommand {
  const { index, count, columns, brush } = context
  if (key === 'ContextMenu' || (key === 'F10' && shift)) return { type: 'menu' }
  if (ctrl || count === 0) return null
  if (key === ' ' || key === 'Enter') return { type: shift ? 'add' : 'pick' }
  if (key === 'x' || key === 'X' || key === 'Delete') return { type: 'exclude' }
  if (key === 'Escape') return { type: 'clear' }
  const rows = columns > 1
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: rows ? -columns : -1,
    ArrowDown: rows ? columns : 1,
    PageUp: rows ? -columns * 5 : -10,
    PageDown: rows ? columns * 5 : 10,
    Home: -count,
    End: count,
  }
  const step = steps[key]
  if (step === undefined) return null
  const target = index + step
  // In a grid a vertical step past the edge stays where it is instead of sliding to another column.
  const outside = target < 0 || target >= count
  const next = outside && rows && Math.abs(step) === columns ? index : Math.min(count - 1, Math.max(0, target))
  return brush && shift ? { type: 'extend', index: next } : { type: 'move', index: next }
}
