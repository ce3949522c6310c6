import { describe, expect, it } from 'vitest'
import { type ReportSpec, reportSpecSchema } from '../../../shared/report/report-spec.ts'
import { printedRoom } from './report-css.ts'
import { reportHtml, reportPolicy } from './report-html.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><script>alert(1)</script></svg>'
const spec: ReportSpec = {
  title: 'Dramas of the nineties',
  introduction: 'First.\n\nSecond.',
  about: ['Filter: Genre is Drama.'],
  parts: [
    { kind: 'figures', title: 'Figures', figures: [{ label: 'Films', value: '1,234', note: 'of 5,000' }] },
    { kind: 'chart', title: 'By year', counted: '1,234 films', notes: ['3 have no year.'], pictures: [svg] },
    {
      kind: 'table',
      title: 'Films',
      notes: [],
      columns: [
        { label: 'Title', numeric: false },
        { label: 'Rating', numeric: true },
      ],
      rows: [['Heat', '8.3']],
      total: 1_234,
    },
  ],
  provenance: ['Gold version 3 of run 7.'],
  paper: 'a4',
  orientation: 'portrait',
}
const html = (more: Partial<ReportSpec> = {}, format: 'html' | 'pdf' = 'html') =>
  reportHtml({ ...spec, ...more }, format, 'YTS Explorer 1.0')
/** What a reader of the page sees. */
const textOf = (page: string) =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('the HTML of a report', () => {
  it('says everything: title, introduction, filter, figures, charts with their notes, tables, of what and by what', () => {
    const text = textOf(html())
    for (const said of [
      'Dramas of the nineties',
      'First.',
      'Second.',
      'Filter: Genre is Drama.',
      'Films',
      '1,234',
      'of 5,000',
      'By year',
      '1,234 films',
      '3 have no year.',
      'Heat',
      '8.3',
      'The first 1 of 1,234 rows.',
      'Gold version 3 of run 7.',
      'Made by YTS Explorer 1.0.',
    ])
      expect(text).toContain(said)
  })

  it.each(['html', 'pdf'] as const)('runs nothing and fetches nothing, whatever is in it: %s', (format) => {
    const hostile = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      '</style><script>1</script>',
      '</title><svg onload=alert(1)>',
      '&lt;b&gt;',
      '\u0000\u0007\ud800',
      '\u202eleft',
    ]
    for (const text of hostile) {
      const page = html(
        {
          title: text,
          introduction: text,
          about: [text],
          provenance: [text],
          parts: [
            { kind: 'figures', title: text, figures: [{ label: text, value: text, note: text }] },
            { kind: 'chart', title: text, counted: text, notes: [text], pictures: [svg, text] },
            {
              kind: 'table',
              title: text,
              notes: [text],
              columns: [{ label: text, numeric: false }],
              rows: [[text]],
              total: 1,
            },
          ],
        },
        format,
      )
      const tags = [...page.matchAll(/<(\w+)([^>]*)>/g)].map(([, name, attributes]) => ({ name, attributes }))
      const known =
        'html head meta title style body header h1 h2 p div main section dl dt dd span figure img figcaption'
      const names = new Set(`${known} table thead tbody tr th td footer`.split(' '))
      expect(tags.filter(({ name }) => !names.has(name ?? ''))).toEqual([])
      expect(tags.filter(({ attributes }) => / on\w+=/.test(attributes?.replaceAll(/"[^"]*"/g, '""') ?? ''))).toEqual(
        [],
      )
      for (const { attributes } of tags.filter(({ name }) => name === 'img'))
        expect(attributes).toMatch(/src="data:image\/svg\+xml;base64,[A-Za-z0-9+/=]*"/)
      expect(page).toContain(`content="${reportPolicy.replaceAll("'", '&#39;')}"`)
      expect(page.match(/<style>/g)).toHaveLength(1)
    }
  })

  it('cuts a wide table for paper into pieces, each with its first column, and leaves it whole for a screen', () => {
    const columns = Array.from({ length: 43 }, (_, at) => ({ label: `c${at}`, numeric: at > 0 }))
    const table = {
      kind: 'table' as const,
      title: 'Wide',
      notes: [],
      columns,
      rows: [columns.map(({ label }) => `value${label}`)],
      total: 1,
    }
    const page = html({ parts: [table] }, 'pdf')
    const pieces = page.split('<table').slice(1)
    const heads = pieces.map((piece) => [...piece.matchAll(/<th [^>]*>(\w+)</g)].map(([, label]) => label))
    expect(heads.length).toBeGreaterThan(2)
    expect(heads.every(([first]) => first === 'c0')).toBe(true)
    expect(heads.flatMap((piece) => piece.slice(1))).toEqual(columns.slice(1).map(({ label }) => label))
    for (const { label } of columns) expect(page).toContain(`>value${label}</td>`)
    expect(page).toContain(`Part ${heads.length} of ${heads.length}, by columns.`)
    expect(html({ parts: [table] }, 'html').split('<table')).toHaveLength(2)
  })

  it('says which of several pictures each one is, and the notes once', () => {
    const page = html({
      parts: [{ kind: 'chart', title: 'Many', counted: '9 films', notes: ['Once.'], pictures: [svg, svg] }],
    })
    expect(textOf(page)).toContain('Many (1 of 2)')
    expect(textOf(page)).toContain('Many (2 of 2)')
    expect(page.match(/<figcaption>/g)).toHaveLength(1)
  })

  it('has room on paper as the paper has it', () => {
    expect(printedRoom({ paper: 'a4', orientation: 'portrait' })).toEqual({ width: 180, height: 267 })
    expect(printedRoom({ paper: 'a4', orientation: 'landscape' })).toEqual({ width: 267, height: 180 })
  })

  it('is made of what may be sent', () => {
    expect(reportSpecSchema.parse(spec)).toEqual(spec)
  })
})
