import { describe, expect, it } from 'vitest'
import type { ChartModel, Mark, SeriesDrawing } from '../charts/model.ts'
import { paged } from './paged.ts'

/** Room for four rows of three. */
const room = { width: 720, height: 540 }

const mark = (key: string): Mark => ({ key, label: key, name: key, value: 1, all: 1, state: 'free' })
const panels = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `P${at}`,
    drawing: {
      kind: 'series',
      across: false,
      slots: ['a', 'b'],
      marks: [mark(`${at}a`), mark(`${at}b`)],
    } as unknown as SeriesDrawing,
  }))
const modelOf = (count: number) =>
  ({
    title: 'T',
    drawing: { kind: 'multiples', panels: panels(count), marks: panels(count).flatMap(({ drawing }) => drawing.marks) },
  }) as unknown as ChartModel

describe('a chart on pages', () => {
  it.each([1, 11, 12, 13, 23, 24])('has each of %i small multiples once, with its marks, in their order', (count) => {
    const model = modelOf(count)
    const pages = paged(model, room)
    const drawings = pages.flatMap(({ drawing }) => (drawing.kind === 'multiples' ? [drawing] : []))
    expect(drawings.flatMap((drawing) => drawing.panels.map(({ name }) => name))).toEqual(
      panels(count).map(({ name }) => name),
    )
    expect(drawings.flatMap(({ marks }) => marks)).toEqual(model.drawing.marks)
    for (const { panels: some, marks } of drawings) {
      expect(some.length).toBeLessThanOrEqual(12)
      expect(marks).toEqual(some.flatMap(({ drawing }) => drawing.marks))
    }
  })

  it('is one picture where it has no small multiples', () => {
    const model = { drawing: { kind: 'bars', marks: Array.from({ length: 90 }, (_, at) => mark(String(at))) } }
    expect(paged(model as unknown as ChartModel, room)).toEqual([model])
  })

  it('takes more pages where each of them is high', () => {
    const model = modelOf(9)
    const { drawing } = model
    if (drawing.kind !== 'multiples') throw new Error('no small multiples')
    const high = { across: true, slots: Array.from({ length: 40 }, (_, at) => `s${at}`) }
    const tall = {
      ...drawing,
      panels: drawing.panels.map((panel) => ({ ...panel, drawing: { ...panel.drawing, ...high } })),
    }
    expect(paged(model, room)).toHaveLength(1)
    expect(paged({ ...model, drawing: tall }, room)).toHaveLength(3)
  })
})
