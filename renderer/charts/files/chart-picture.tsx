import { renderToStaticMarkup } from 'react-dom/server'
import { panelHeight, panelsAcross } from '../further/panels.ts'
import { type ChartModel, type Drawing, markRuns } from '../model.ts'
import { markGrid, plotBox, slotBox } from '../plots/geometry.ts'
import plotCss from '../plots/plot.css?raw'
import { Plot } from '../plots/plot.tsx'
import { escapeXml, withoutControls } from './picture-palette.ts'

/** The value of a design token such as `--mark` in the theme of the picture. */
export type Tokens = (token: string) => string

export interface PictureSize {
  width: number
  height: number
}

const margin = 16
/** Room for title and count, and height of a line below the plot. */
const head = 60
const footLine = 16
/** Characters of a line below the plot, before it is broken. */
const footLength = 150

/** What covers part of an area or a line on the screen, where the mark layer lies over it (see charts.css). */
const coverCss = `.veil { fill: var(--bg); fill-opacity: 0.62; }
.open { fill: var(--bg); fill-opacity: 0.5; stroke: var(--mark); stroke-dasharray: 2 2; }
.title { fill: var(--text); font-size: 16px; font-weight: 600; }
.counted { fill: var(--text-2); font-size: 12px; }
.foot { fill: var(--text-2); font-size: 11px; }`

/** Pixels of a row with its gap: of few rows, which leave nothing free below them, and of many. */
const rowHeights = { bars: 22, heat: 30, series: 26 }
const narrowRow = 20

const usualSize: PictureSize = { width: 960 - 2 * margin, height: 380 }

/**
 * Size of a chart's plot in a saved picture, in pixels; taller when it has many rows, so that nothing is cut off.
 *
 * @param usual its width, and how high it is when nothing else speaks for another height
 */
export function plotSize({ drawing }: ChartModel, usual: PictureSize = usualSize): PictureSize {
  const { width } = usual
  if (drawing.kind === 'multiples') {
    const rows = Math.ceil(drawing.panels.length / panelsAcross(width))
    return { width, height: Math.max(usual.height, rows * panelHeight(drawing)) }
  }
  const [rows, rowHeight] = rowsOf(drawing)
  if (rows === 0) return usual
  // Below rows stands an axis or a legend.
  const below = drawing.kind === 'bars' ? 2 : 36
  return { width, height: Math.max(Math.min(rows * rowHeight + below, usual.height), 60, rows * narrowRow + below) }
}

/** The rows of a drawing down its height, and how high one is where they are few; none where it has no rows. */
function rowsOf(drawing: Drawing): [rows: number, pixels: number] {
  if (drawing.kind === 'bars' || drawing.kind === 'heat') return [markGrid(drawing).rows, rowHeights[drawing.kind]]
  if (drawing.kind === 'series' && drawing.across) return [drawing.slots.length, rowHeights.series]
  return [0, 0]
}

/** Words broken into lines that fit under the plot. */
export function brokenLines(text: string, most = footLength): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** What the mark layer puts over a plot of one piece: years that the filter leaves out, and a last month that is not over. */
function Covers({ model, size }: { model: ChartModel; size: PictureSize }) {
  const { drawing } = model
  if (drawing.kind !== 'area' && drawing.kind !== 'spread') return null
  const box = plotBox(drawing.kind, size.width, size.height, 1)
  const slot = (index: number) => slotBox(markGrid(drawing), box, index)
  const open = drawing.kind === 'area' ? drawing.marks.findIndex(({ unfinished }) => unfinished) : -1
  const place = { y: box.top, height: box.height }
  return (
    <svg width={size.width} height={size.height} aria-hidden="true">
      {markRuns(drawing.marks).map(({ from, to }) => (
        <rect
          key={from}
          className="veil"
          x={box.left + slot(from).left}
          width={slot(0).width * (to - from + 1)}
          {...place}
        />
      ))}
      {open >= 0 ? (
        <rect className="open" x={box.left + slot(open).left} width={Math.max(4, slot(0).width)} {...place} />
      ) : null}
    </svg>
  )
}

/** The style sheets of a plot with the colours of a theme in place. */
function styleOf(tokens: Tokens): string {
  const css = `${plotCss}\n${coverCss}`.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const style = css.replaceAll(/var\((--[\w-]+)\)/g, (_, token: string) => tokens(token))
  return `<style>${escapeXml(style).replaceAll('&quot;', "'")}</style>`
}

function opened(tokens: Tokens, { width, height }: PictureSize): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(tokens('--font-ui'))}">`
}

/** The markup of a plot with what the mark layer puts over it. Only what is inside the page's own elements: a file has no `div`. */
function plotMarkup(model: ChartModel, size: PictureSize): string {
  const plot = [<Plot key="plot" model={model} {...size} />, <Covers key="covers" model={model} size={size} />]
  return renderToStaticMarkup(plot).replaceAll(/<\/?div[^>]*>/g, '')
}

/**
 * A chart's plot alone as an SVG file: what says its title and notes stands around it.
 *
 * @param live the plot's markup where only a page can draw it (see `live-markup.tsx`)
 */
export function plotPicture(model: ChartModel, tokens: Tokens, size: PictureSize, live?: string): string {
  const markup = live ?? plotMarkup(model, size)
  return `${opened(tokens, size)}\n${styleOf(tokens)}\n<g class="chart-plot">${withoutControls(markup)}</g>\n</svg>`
}

/**
 * A chart as an SVG file of its own: the very plot of the screen with the very style sheet, at the size of a picture; title and
 * count above, notes and `context` (the filter, the catalogue, the date) below.
 *
 * @param live the plot's markup where only a page can draw it (see `live-markup.tsx`)
 */
export function chartPicture(model: ChartModel, tokens: Tokens, context: readonly string[], live?: string): string {
  const size = plotSize(model)
  const { width, height } = pictureSize(model, context)
  const feet = [...model.notes, ...context].flatMap((line) => brokenLines(line))
  const text = (className: string, y: number, content: string) =>
    `<text class="${className}" x="${margin}" y="${y}">${escapeXml(content)}</text>`
  const markup = live ?? plotMarkup(model, size)
  return [
    opened(tokens, { width, height }),
    `<title>${escapeXml(model.title)}</title>`,
    styleOf(tokens),
    `<rect width="${width}" height="${height}" fill="${escapeXml(tokens('--bg'))}"/>`,
    text('title', 28, model.title),
    text('counted', 48, model.counted),
    `<g class="chart-plot" transform="translate(${margin} ${head})">${withoutControls(markup)}</g>`,
    ...feet.map((line, index) => text('foot', head + size.height + 20 + index * footLine, line)),
    '</svg>',
  ].join('\n')
}

/** Size of a saved chart with what stands above and below its plot. */
export function pictureSize(model: ChartModel, context: readonly string[]): PictureSize {
  const size = plotSize(model)
  const feet = [...model.notes, ...context].flatMap((line) => brokenLines(line)).length
  return { width: 960, height: head + size.height + 20 + feet * footLine }
}
