import type { Drawing, MultiplesDrawing, SeriesDrawing } from '../model.ts'

/** The area marks are drawn in, in pixels of the plot. */
export interface PlotBox {
  left: number
  top: number
  width: number
  height: number
}

interface Margins {
  left: number
  right: number
  top: number
  bottom: number
}

const margins: Record<Drawing['kind'], Margins> = {
  columns: { left: 40, right: 14, top: 6, bottom: 18 },
  area: { left: 40, right: 14, top: 6, bottom: 18 },
  spread: { left: 40, right: 14, top: 6, bottom: 18 },
  bars: { left: 92, right: 52, top: 0, bottom: 2 },
  // Below the columns' names stands the legend.
  heat: { left: 92, right: 6, top: 0, bottom: 33 },
  series: { left: 46, right: 14, top: 6, bottom: 18 },
  scatter: { left: 46, right: 14, top: 6, bottom: 34 },
  // Each of them has its own.
  multiples: { left: 0, right: 0, top: 0, bottom: 0 },
}

/** Room for the names of several series at the right of a plot. */
export function legendWidth(drawing: SeriesDrawing | MultiplesDrawing, width: number): number {
  const { series } = drawing.kind === 'series' ? drawing : (drawing.panels[0]?.drawing ?? { series: [] })
  return series.length < 2 ? 0 : width < 560 ? 104 : 148
}

/** Where the marks of a drawing go in a plot of this size. */
export function boxOf(drawing: Drawing, width: number, height: number): PlotBox {
  const box = plotBox(drawing.kind, width, height, markGrid(drawing).rows)
  if (drawing.kind === 'multiples') return { ...box, width: Math.max(1, width - legendWidth(drawing, width)) }
  if (drawing.kind !== 'series') return box
  // Slots down the height have their names where the others have numbers.
  const left = drawing.across ? margins.bars.left : box.left
  const right = margins.series.right + legendWidth(drawing, width)
  const tall = drawing.across ? Math.min(box.height, drawing.slots.length * 26) : box.height
  return { ...box, left, width: Math.max(1, width - left - right), height: tall }
}

/** Height a row grows to at most; a few rows stand at the top of the plot and leave the rest of it free. */
const tallestRow: Partial<Record<Drawing['kind'], number>> = { bars: 22, heat: 30 }
/** Width a column grows to at most, in the middle of its slot. */
const widestColumn = 40

/**
 * Where the marks of a drawing go in a plot of this size. Axes have fixed widths, so nothing jumps when numbers change, and
 * the layer that takes pointer and keys knows the places without asking the chart.
 *
 * @param rows rows the drawing has; of drawings without rows it is not asked
 */
export function plotBox(kind: Drawing['kind'], width: number, height: number, rows: number): PlotBox {
  const { left, right, top, bottom } = margins[kind]
  const tallest = tallestRow[kind]
  const room = Math.max(1, height - top - bottom)
  return {
    left,
    top,
    width: Math.max(1, width - left - right),
    height: tallest && rows > 0 ? Math.min(room, rows * tallest) : room,
  }
}

/** Where a column stands in its slot, and how wide it is. */
export function columnIn(slot: { left: number; width: number }, gap: number): { left: number; width: number } {
  const width = Math.max(0, Math.min(slot.width - gap, widestColumn))
  return { left: slot.left + (slot.width - width) / 2, width }
}

/** Pixels that a character of a value label takes, and a whole label in height. */
const label = { character: 6.5, height: 14 }

/** Whether the values of columns fit over them: all or none, so that a small value is not told where a large one is left out. */
export function fitOverColumns(texts: readonly string[], slotWidth: number): boolean {
  return texts.every((text) => text.length * label.character <= slotWidth)
}

/** Whether a column leaves room for its value below the top of the plot. */
export function hasRoomAbove(pixels: number): boolean {
  return pixels >= label.height
}

/** Characters of axis text that fit beside the rows of a chart. */
const rowLabelLength = 15

/** A row's label as far as there is room for it; the tooltip and the table tell it in full. */
export function shortLabel(label: string): string {
  return label.length > rowLabelLength ? `${label.slice(0, rowLabelLength - 1).trimEnd()}…` : label
}

/** How marks follow each other: along the width, down the height, or row by row. */
export interface MarkGrid {
  columns: number
  rows: number
}

/** The arrangement of a drawing's marks. */
export function markGrid(drawing: Drawing): MarkGrid {
  if (drawing.kind === 'heat') return { columns: drawing.columns.length, rows: drawing.rows.length }
  if (drawing.kind === 'bars') return { columns: 1, rows: drawing.marks.length }
  if (drawing.kind === 'series') {
    const [slots, series] = [drawing.slots.length, drawing.series.length]
    return drawing.across ? { columns: series, rows: slots } : { columns: slots, rows: series }
  }
  if (drawing.kind === 'multiples') {
    const [first] = drawing.panels
    const { columns, rows } = first ? markGrid(first.drawing) : { columns: 0, rows: 0 }
    return { columns, rows: rows * drawing.panels.length }
  }
  return { columns: drawing.marks.length, rows: 1 }
}

/** The place of one mark inside the box, relative to it. */
export function slotBox(grid: MarkGrid, box: PlotBox, index: number): PlotBox {
  const width = box.width / Math.max(1, grid.columns)
  const height = box.height / Math.max(1, grid.rows)
  return {
    left: (index % Math.max(1, grid.columns)) * width,
    top: Math.floor(index / Math.max(1, grid.columns)) * height,
    width,
    height,
  }
}

/** Steps of the heat scale besides that of nothing. */
export const heatSteps = 8

/** Ends of a heat scale; `from` as in the drawing. */
interface HeatScale {
  max: number
  from?: number
}

/** The largest value of a heat step. */
export function heatEnd(step: number, { max, from }: HeatScale): number {
  return from === undefined ? max * (step / heatSteps) ** 2 : from + ((max - from) * step) / heatSteps
}

/** Heat step 0–8 of a value: 0 is none, and the root keeps small cells apart where a few are huge. */
export function heatStep(value: number, { max, from }: HeatScale): number {
  if (!(value > 0) || !(max > 0)) return 0
  const part = from === undefined ? Math.sqrt(value / max) : max > from ? (value - from) / (max - from) : 1
  return Math.min(heatSteps, Math.max(1, Math.ceil(part * heatSteps)))
}
