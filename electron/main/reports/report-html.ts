import type { ReportedPart, ReportFormat, ReportSpec } from '../../../shared/report/report-spec.ts'
import { printedRoom, reportCss } from './report-css.ts'
import { escaped, tablePart } from './table-part.ts'

/** What a report page may do: show its own style and the pictures that it holds. No script, nothing from anywhere. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/**
 * A report as one HTML file without script: everything that the page gave is text, but for the pictures, which are images and so
 * run nothing either.
 *
 * @param format what it is made for: paper is so wide and no wider, and a wide table is printed in pieces
 * @param program name and version of the program that makes it
 */
export function reportHtml(spec: ReportSpec, format: ReportFormat, program: string): string {
  const { title, introduction, about, parts, provenance } = spec
  const millimetres = format === 'html' ? null : printedRoom(spec).width
  const paragraphs = introduction
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(reportPolicy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light">',
    `<title>${escaped(title)}</title>`,
    `<style>${reportCss(spec)}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${escaped(title)}</h1>`,
    ...about.map((line) => `<p class="about">${escaped(line)}</p>`),
    '</header>',
    ...(paragraphs.length > 0
      ? [`<div class="introduction">${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}</div>`]
      : []),
    '<main>',
    ...parts.map((part) => partHtml(part, millimetres)),
    '</main>',
    '<footer>',
    ...[...provenance, `Made by ${program}.`].map((line) => `<p>${escaped(line)}</p>`),
    '</footer>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function partHtml(part: ReportedPart, millimetres: number | null): string {
  switch (part.kind) {
    case 'figures':
      return [
        `<section class="figures" aria-label="${escaped(part.title)}"><dl>`,
        ...part.figures.map(
          ({ label, value, note }) =>
            `<div><dt>${escaped(label)}</dt><dd><span class="value">${escaped(value)}</span> <span class="note">${escaped(note)}</span></dd></div>`,
        ),
        '</dl></section>',
      ].join('\n')
    case 'chart':
      return chartPart(part)
    case 'table':
      return tablePart(part, millimetres)
  }
}

/** A chart: each of its pictures stays on one page, the first with the title, the last with the notes. */
function chartPart({ title, counted, notes, pictures }: Extract<ReportedPart, { kind: 'chart' }>): string {
  const figures = pictures.map((svg, index) => {
    const isFirst = index === 0
    const which = pictures.length > 1 ? ` (${index + 1} of ${pictures.length})` : ''
    const source = `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
    return [
      '<figure>',
      `<h2>${escaped(title)}${which}${isFirst ? ` <span class="counted">${escaped(counted)}</span>` : ''}</h2>`,
      `<img src="${source}" alt="${escaped([title + which, counted, ...notes].filter((text) => text !== '').join('. '))}">`,
      ...(index === pictures.length - 1 && notes.length > 0
        ? [`<figcaption>${escaped(notes.join(' '))}</figcaption>`]
        : []),
      '</figure>',
    ].join('\n')
  })
  return `<section class="chart">\n${figures.join('\n')}\n</section>`
}
