import { formatCompact } from '../format.ts'
import { columnIn, heatStep, type MarkGrid, markGrid, type PlotBox, plotBox, shortLabel, slotBox } from './geometry.ts'
import type { ChartModel, Drawing, Mark } from './model.ts'
import { isolatedIndices, niceTicks, ratingTicks } from './scale.ts'

/** Colours of a picture, resolved: a saved file has no style sheet to ask. */
export interface Palette {
  background: string
  text: string
  muted: string
  line: string
  mark: string
  selected: string
  excluded: string
  ghost: string
  band: string
  onHeat: string
  heat: readonly string[]
  font: string
}

export interface PictureSize {
  width: number
  height: number
}

/** Size of a saved chart in pixels; taller when it has many rows, so that nothing is cut off. */
export function pictureSize(drawing: Drawing): PictureSize {
  const { rows } = markGrid(drawing)
  return { width: 960, height: Math.max(480, rows * 18 + 120) }
}

/** Text for XML: names come from the catalogue, so nothing of them may act as markup. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const px = (value: number) => String(Math.round(value * 100) / 100)

function rect(x: number, y: number, width: number, height: number, fill: string, extra = ''): string {
  if (!(width > 0) || !(height > 0)) return ''
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" fill="${fill}"${extra}/>`
}

function text(x: number, y: number, content: string, fill: string, anchor = 'start', size = 12, weight = 400): string {
  return `<text x="${px(x)}" y="${px(y)}" fill="${fill}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}">${escapeXml(content)}</text>`
}

function fillOf(mark: Mark, palette: Palette): { fill: string; extra: string } {
  if (mark.unfinished) {
    return { fill: palette.mark, extra: ` fill-opacity="0.3" stroke="${palette.mark}" stroke-dasharray="2 2"` }
  }
  if (mark.state === 'kept') return { fill: palette.selected, extra: '' }
  if (mark.state === 'dropped') return { fill: palette.excluded, extra: '' }
  return { fill: palette.mark, extra: mark.state === 'aside' ? ' fill-opacity="0.35"' : '' }
}

function valueAxis(ticks: readonly number[], max: number, min: number, box: PlotBox, palette: Palette): string {
  return ticks
    .map((tick) => {
      const y = box.top + box.height - ((tick - min) / (max - min)) * box.height
      const line = `<line x1="${px(box.left)}" x2="${px(box.left + box.width)}" y1="${px(y)}" y2="${px(y)}" stroke="${palette.line}"/>`
      return line + text(box.left - 6, y + 4, formatCompact(tick), palette.muted, 'end', 11)
    })
    .join('')
}

function slotLabels(
  marks: readonly Mark[],
  at: readonly number[],
  grid: MarkGrid,
  box: PlotBox,
  palette: Palette,
): string {
  return at
    .map((index) => {
      const slot = slotBox(grid, box, index)
      const x = box.left + slot.left + slot.width / 2
      return text(x, box.top + box.height + 15, marks[index]?.label ?? '', palette.muted, 'middle', 11)
    })
    .join('')
}

function columns(
  drawing: Extract<Drawing, { kind: 'columns' | 'area' | 'bars' }>,
  box: PlotBox,
  palette: Palette,
): string {
  const grid = markGrid(drawing)
  const ticks = niceTicks(drawing.scale.max, 4)
  const top = ticks.at(-1) ?? 1
  const gap = drawing.kind === 'area' ? 0 : 1
  const bars = drawing.marks.map((mark, index) => {
    const slot = slotBox(grid, box, index)
    const bar = (value: number, fill: string, extra = '') => {
      const height = (value / top) * box.height
      const { left, width } = columnIn(slot, gap)
      return rect(box.left + left, box.top + box.height - height, width, height, fill, extra)
    }
    const { fill, extra } = fillOf(mark, palette)
    return bar(mark.all * drawing.scale.factor, palette.ghost) + bar(mark.value, fill, extra)
  })
  const axis = valueAxis(ticks, top, 0, box, palette)
  return axis + bars.join('') + slotLabels(drawing.marks, drawing.axisLabels, grid, box, palette)
}

function bars(
  model: ChartModel,
  drawing: Extract<Drawing, { kind: 'columns' | 'area' | 'bars' }>,
  box: PlotBox,
  palette: Palette,
): string {
  const grid = markGrid(drawing)
  return drawing.marks
    .map((mark, index) => {
      const slot = slotBox(grid, box, index)
      const y = box.top + slot.top + 1
      const scaled = (value: number) => (value / drawing.scale.max) * box.width
      const { fill, extra } = fillOf(mark, palette)
      const middle = y + slot.height / 2 + 3
      return (
        rect(box.left, y, scaled(mark.all * drawing.scale.factor), slot.height - 2, palette.ghost) +
        rect(box.left, y, scaled(mark.value), slot.height - 2, fill, extra) +
        text(box.left - 6, middle, shortLabel(mark.label), palette.text, 'end', 11) +
        text(box.left + box.width + 6, middle, model.format(mark.value), palette.text, 'start', 11)
      )
    })
    .join('')
}

function spread(drawing: Extract<Drawing, { kind: 'spread' }>, box: PlotBox, palette: Palette): string {
  const grid = markGrid(drawing)
  const [min, max] = drawing.domain
  const y = (rating: number) =>
    box.top + box.height - ((Math.min(max, Math.max(min, rating)) - min) / (max - min)) * box.height
  const isolated = new Set(isolatedIndices(drawing.points))
  let line = ''
  let pen = 'M'
  const middle = drawing.points.map((point, index) => {
    const slot = slotBox(grid, box, index)
    if (!point) {
      pen = 'M'
      return ''
    }
    line += `${pen}${px(box.left + slot.left + slot.width / 2)} ${px(y(point.mean))}`
    // A line of no length with round ends is a dot.
    if (isolated.has(index)) line += 'h0'
    pen = 'L'
    return rect(box.left + slot.left, y(point.p75), slot.width, Math.max(1, y(point.p25) - y(point.p75)), palette.band)
  })
  const axis = valueAxis(ratingTicks(drawing.domain), max, min, box, palette)
  const path = `<path d="${line}" fill="none" stroke="${palette.mark}" stroke-width="2" stroke-linecap="round"/>`
  return axis + middle.join('') + path + slotLabels(drawing.marks, drawing.axisLabels, grid, box, palette)
}

function heat(model: ChartModel, drawing: Extract<Drawing, { kind: 'heat' }>, box: PlotBox, palette: Palette): string {
  const grid = markGrid(drawing)
  const cells = drawing.marks.map((mark, index) => {
    const slot = slotBox(grid, box, index)
    const step = heatStep(mark.value, drawing.max)
    const x = box.left + slot.left
    const y = box.top + slot.top
    const opacity = mark.state === 'aside' || mark.state === 'dropped' ? ' fill-opacity="0.4"' : ''
    const ink = step > 4 && opacity === '' ? palette.onHeat : palette.text
    const [middleX, middleY] = [x + slot.width / 2, y + slot.height / 2 + 4]
    const number = mark.value > 0 ? text(middleX, middleY, model.format(mark.value), ink, 'middle', 10) : ''
    return (
      rect(x + 0.5, y + 0.5, slot.width - 1, slot.height - 1, palette.heat[step] ?? palette.ghost, opacity) + number
    )
  })
  const first = slotBox(grid, box, 0)
  const rows = drawing.rows.map((label, row) =>
    text(box.left - 6, box.top + (row + 0.5) * first.height + 4, shortLabel(label), palette.text, 'end', 11),
  )
  const heads = drawing.columns.map((label, column) =>
    text(box.left + (column + 0.5) * first.width, box.top + box.height + 15, label, palette.muted, 'middle', 11),
  )
  return cells.join('') + rows.join('') + heads.join('')
}

/**
 * A chart as an SVG file of its own, built from its data: title, what is counted, the marks, and below them the notes and the
 * filter it was made with. Independent of the window's size.
 */
export function chartToSvg(model: ChartModel, palette: Palette, context: readonly string[]): string {
  const { width, height } = pictureSize(model.drawing)
  const foot = [...model.notes, ...context]
  const top = 64
  const bottom = 16 + foot.length * 16
  const inner = plotBox(model.drawing.kind, width - 32, height - top - bottom, markGrid(model.drawing).rows)
  const box = { ...inner, left: inner.left + 16, top: inner.top + top }
  const { drawing } = model
  let body: string
  if (drawing.kind === 'spread') body = spread(drawing, box, palette)
  else if (drawing.kind === 'heat') body = heat(model, drawing, box, palette)
  else if (drawing.kind === 'bars') body = bars(model, drawing, box, palette)
  else body = columns(drawing, box, palette)
  const feet = foot.map((line, index) => text(16, height - bottom + 14 + index * 16, line, palette.muted, 'start', 11))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(palette.font)}">`,
    `<title>${escapeXml(model.title)}</title>`,
    rect(0, 0, width, height, palette.background),
    text(16, 28, model.title, palette.text, 'start', 16, 600),
    text(16, 48, model.counted, palette.muted),
    body,
    feet.join(''),
    '</svg>',
  ].join('\n')
}
