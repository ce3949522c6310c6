import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { ChartModel, Drawing, Mark } from '../model.ts'
import { Plot } from './plot.tsx'

// One pass and no page to measure in: whatever is missing here would need a second drawing of every chart.

const marks: Mark[] = [2001, 2002, 2003, 2004].map((year, index) => ({
  key: String(year),
  label: `’${year % 100}`,
  name: String(year),
  value: index * 5,
  all: 20,
  state: index === 3 ? 'kept' : 'aside',
}))

function drawn(drawing: Drawing, width: number, height: number): string {
  const model: ChartModel = {
    id: 'test',
    title: 'Test',
    counted: '',
    notes: [],
    drawing,
    format: (value) => `${value} films`,
    tip: () => ({ title: '', lines: [] }),
    table: () => ({ columns: [], rows: [] }),
  }
  return renderToStaticMarkup(createElement(Plot, { model, width, height }))
}

const texts = (markup: string) => [...markup.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1])

it.each(['columns', 'area'] as const)('draws the axes of %s where plotBox has room for them', (kind) => {
  // A box of 400 × 100 that starts at 40, 6.
  const markup = drawn({ kind, marks, scale: { max: 20, factor: 1 }, axisLabels: [0, 2] }, 454, 124)
  const values = kind === 'columns' ? ['5 films', '10 films', '15 films'] : []
  expect(texts(markup)).toEqual(['0', '10', '20', '’1', '’3', ...values])
  // What is drawn first lies below: no grid line goes through a column or its value.
  expect(markup.indexOf('grid-line')).toBeLessThan(markup.search(/class="[^"]*ghost/))
  expect(markup).toContain('<line class="grid-line" x1="40" x2="440" y1="6" y2="6"')
  expect(markup).toContain('<line class="grid-line" x1="40" x2="440" y1="56" y2="56"')
  expect(markup).toContain('<line class="axis-line" x1="40" x2="440" y1="106" y2="106"')
  expect(markup).toMatch(/x="90" y="114" dy="0.71em">’1</)
})

it('steps an area from the middle of one slot to the next', () => {
  const markup = drawn({ kind: 'area', marks, scale: { max: 20, factor: 1 }, axisLabels: [] }, 454, 124)
  expect(markup).toContain('d="M90,106L140,106L140,81L240,81L240,56L340,56L340,31L390,31L390,106')
})

it('names each row and writes its value at the right edge', () => {
  const markup = drawn({ kind: 'bars', marks, scale: { max: 20, factor: 1 }, axisLabels: [] }, 344, 90)
  expect(texts(markup).slice(0, 4)).toEqual(['’1', '0 films', '’2', '5 films'])
  // The name right-aligned against the bars, which begin at 92; the value against the plot's edge.
  expect(markup).toMatch(/<text class="axis-text" x="84" y="11" dy="0.355em">’1</)
  expect(markup).toMatch(/<text class="value aside" x="340" y="11" dy="0.355em" text-anchor="end">0 films</)
})

it('leaves a gap in line and band where a year has no rated film', () => {
  const point = (key: number) => ({ key, n: 9, mean: 6, p25: 5, p75: 7 })
  const drawing: Drawing = {
    kind: 'spread',
    marks,
    points: [point(2001), point(2002), null, point(2004)],
    axisLabels: [0],
    domain: [0, 10],
  }
  const markup = drawn(drawing, 454, 124)
  expect(markup).toContain('class="recharts-curve mean-line"')
  expect(markup).toContain('d="M90,46L190,46M390,46Z"')
  expect(markup).toContain('d="M90,36L190,36L190,56L90,56ZM390,36L390,56Z"')
})

it('draws alike cells of a grid as one path', () => {
  const cell = { label: '', name: '', all: 9, state: 'free' as const }
  const cells = [9, 0, 9, 0].map((value, index) => ({ ...cell, key: String(index), value }))
  const [markup = '', legend = ''] = drawn(
    { kind: 'heat', marks: cells, columns: ['1990s', '2000s'], rows: ['A', 'B'], max: 9, unit: 'films' },
    198,
    73,
  ).split('<g class="heat-legend"')
  expect([...markup.matchAll(/<path class="([^"]*)"/g)].map((match) => match[1])).toEqual([
    'heat-8 free',
    'heat-0 free',
  ])
  expect(texts(markup)).toEqual(['A', 'B', '1990s', '2000s', '9 films', '9 films'])
  expect(texts(legend)).toEqual(['0', '2 films', '9 films films'])
})
