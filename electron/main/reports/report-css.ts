import type { ReportSpec } from '../../../shared/report/report-spec.ts'

/** Millimetres of paper, upright. */
const papers = { a4: { width: 210, height: 297 }, letter: { width: 216, height: 279 } } as const
/** Millimetres around what is printed; the lower edge has the number of the page. */
export const pageMargins = { top: 14, bottom: 16, side: 15 }
/** Millimetres of a page that a chart's title and notes take beside its picture. */
const chartText = 42

/** Millimetres that what is printed may be wide and high on a page. */
export function printedRoom({ paper, orientation }: Pick<ReportSpec, 'paper' | 'orientation'>): {
  width: number
  height: number
} {
  const { width, height } = papers[paper]
  const [across, down] = orientation === 'portrait' ? [width, height] : [height, width]
  return { width: across - 2 * pageMargins.side, height: down - pageMargins.top - pageMargins.bottom }
}

/** The style of a report: light whatever the theme, the same on the screen and on paper but for the room around it. */
export function reportCss(spec: Pick<ReportSpec, 'paper' | 'orientation'>): string {
  const { height } = printedRoom(spec)
  return `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 32px; max-width: 1000px; color: #1b1d1f; background: #fff; font: 14px/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 0 0 6px; font-size: 15px; overflow-wrap: anywhere; }
p { margin: 0 0 6px; overflow-wrap: anywhere; }
header { margin-bottom: 16px; }
.about, .note, .counted, figcaption, footer { color: #555b61; }
.counted { margin-left: 8px; font-size: 13px; font-weight: 400; }
.introduction { margin-bottom: 16px; }
.introduction p { white-space: pre-line; }
section { margin-bottom: 24px; }
.figures dl { display: flex; flex-wrap: wrap; gap: 10px 28px; margin: 0; }
.figures dt { color: #555b61; font-size: 12px; }
.figures dd { margin: 0; }
.figures .value { font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; }
.figures .note { font-size: 12px; }
figure { margin: 0 0 12px; }
figure img { display: block; max-width: 100%; height: auto; }
figcaption { margin-top: 4px; font-size: 12px; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin-bottom: 8px; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 14px 3px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #dfe2e5; }
th { color: #555b61; font-weight: 600; vertical-align: bottom; }
.number { text-align: right; }
td.number { white-space: nowrap; }
footer { padding-top: 8px; border-top: 1px solid #dfe2e5; font-size: 12px; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  section { margin-bottom: 16px; }
  figure { margin-bottom: 8px; }
  figure:last-child { margin-bottom: 0; }
  h1, h2, .note { break-after: avoid; }
  figure, .figures { break-inside: avoid; }
  figure img { max-height: ${height - chartText}mm; }
  .scroll { overflow: visible; }
  table { width: 100%; font-size: 9pt; }
  table.small { font-size: 7.5pt; }
  table.smaller { font-size: 6.5pt; }
  th, td { padding-right: 6px; }
  .long { overflow-wrap: anywhere; }
  td:last-child, th:last-child { padding-right: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  footer { break-inside: avoid; }
}
`
}
