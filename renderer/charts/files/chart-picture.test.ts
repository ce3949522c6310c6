import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { LinkedChart } from '../linked.ts'
import { withLog } from '../log-scale.ts'
import type { ChartModel, Drawing, Mark } from '../model.ts'
import { Plot } from '../plots/plot.tsx'
import { brokenLines, chartPicture, pictureSize } from './chart-picture.tsx'

const marks: Mark[] = Array.from({ length: 12 }, (_, index) => ({
  key: String(index),
  label: `20${index}`,
  name: `20${index}`,
  value: index * 5,
  all: 60,
  state: index < 3 ? 'aside' : index === 5 ? 'dropped' : 'kept',
  unfinished: index === 11,
}))
const point = (year: number) => ({ key: year, n: 9, mean: 6, p25: 5, p75: 7 })
const scale = { max: 60, factor: 1 }
const drawings: Drawing[] = [
  { kind: 'columns', marks, scale, axisLabels: [0, 6] },
  { kind: 'area', marks, scale, axisLabels: [0, 6] },
  { kind: 'bars', marks, scale, axisLabels: [] },
  { kind: 'spread', marks, points: marks.map((_, year) => point(year)), axisLabels: [0], domain: [0, 10] },
  { kind: 'heat', marks, columns: ['1990s', '2000s', '2010s'], rows: ['A', 'B', 'C', 'D'], max: 60, unit: 'films' },
]
const modelOf = (drawing: Drawing): ChartModel => ({
  id: 'test',
  title: 'Test',
  counted: '12 films',
  notes: ['A note.'],
  drawing,
  format: (value) => `${value} films`,
  tip: () => ({ title: '', lines: [] }),
  table: () => ({ columns: [], rows: [] }),
})
const tokens = (token: string) => `rgb(0, 0, ${token.length})`

describe('a saved picture', () => {
  it.each(drawings.map((drawing) => [drawing.kind, drawing] as const))(
    'is the plot of the screen itself: %s',
    (_, drawing) => {
      const model = modelOf(drawing)
      const svg = chartPicture(model, tokens, [])
      const { width } = pictureSize(model, [])
      const height = Number(
        /<svg class="[^"]*" width="\d+" height="(\d+)"|height="(\d+)"[^>]*class="heat/.exec(svg)?.[1] ?? 380,
      )
      const plot = renderToStaticMarkup(createElement(Plot, { model, width: width - 32, height }))
      const paths = (markup: string) => [...markup.matchAll(/ d="([^"]+)"/g)].map((match) => match[1])
      const texts = (markup: string) => [...markup.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1])
      expect(paths(svg)).toEqual(paths(plot))
      expect(texts(svg).slice(2, -1)).toEqual(texts(plot))
    },
  )

  it('has the legend of a heat map: its steps, the numbers at both ends and in the middle, and the unit', () => {
    const heat = drawings.find(({ kind }) => kind === 'heat')
    if (!heat) throw new Error('no heat map to draw')
    const svg = chartPicture({ ...modelOf(heat), format: String }, tokens, [])
    const legend = svg.slice(svg.indexOf('heat-legend'))
    for (let step = 0; step <= 8; step++) expect(legend).toContain(`class="heat-${step}"`)
    const texts = [...legend.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1])
    expect(texts.slice(0, 3)).toEqual(['0', '15', '60 films'])
    const empty = { ...heat, max: 0 } as Drawing
    expect(chartPicture(modelOf(empty), tokens, [])).not.toContain('heat-legend')
  })

  it('says a log scale on the axis and in a line, and its bars of nothing have no length', () => {
    const columns = drawings[0] as Extract<Drawing, { kind: 'columns' | 'area' | 'bars' }>
    for (const kind of ['columns', 'area', 'bars'] as const) {
      const chart = { model: modelOf({ ...columns, kind }) } as LinkedChart
      const { model } = withLog(chart)
      const svg = chartPicture(model, tokens, [])
      expect(svg).toContain('Log scale.')
      expect(svg.includes('>log scale<')).toBe(kind !== 'bars')
      expect(svg).not.toMatch(/NaN|Infinity/)
      expect(svg).not.toBe(chartPicture(chart.model, tokens, []))
    }
    const none = { ...columns, marks: marks.map((mark) => ({ ...mark, value: 0, all: 0 })) }
    expect(chartPicture(withLog({ model: modelOf(none) } as LinkedChart).model, tokens, [])).not.toMatch(/NaN|Infinity/)
  })

  it('holds its colours itself, as the style sheet of the plot gives them', () => {
    for (const drawing of drawings) {
      const svg = chartPicture(modelOf(drawing), tokens, [])
      expect(svg).not.toContain('var(')
      expect(svg).toContain(`.chart-plot .mark {\n  fill: ${tokens('--mark')};`)
    }
  })

  it('veils what the filter leaves out and a month that is not over where the screen does', () => {
    const veils = (kind: Drawing['kind']) => {
      const drawing = drawings.find((one) => one.kind === kind)
      return drawing
        ? [...chartPicture(modelOf(drawing), tokens, []).matchAll(/class="(veil|open)"/g)].map(([, name]) => name)
        : []
    }
    expect(veils('area')).toEqual(['veil', 'veil', 'open'])
    expect(veils('spread')).toEqual(['veil', 'veil'])
    expect(veils('columns')).toEqual([])
  })

  it('tells all of a long filter, in lines that fit', () => {
    const filter = `Filter: Genre any of ${Array.from({ length: 90 }, (_, index) => `Genre${index}`).join(', ')}.`
    const lines = brokenLines(filter)
    expect(lines.every((line) => line.length <= 150)).toBe(true)
    expect(lines.join(' ')).toBe(filter)
    const model = modelOf(drawings[0] as Drawing)
    const svg = chartPicture(model, tokens, [filter])
    for (const line of lines) expect(svg).toContain(line)
    expect(pictureSize(model, [filter]).height).toBeGreaterThan(pictureSize(model, []).height)
  })
})
