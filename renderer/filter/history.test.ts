import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dropAxis, keepTop, putAxis, putMeasure, type SpecChange, transpose } from '../explore/question/spec-changes.ts'
import { emptyQuestion, keptQuestion, readQuestion, withSpec } from '../state/question.ts'
import { applyChange, askNext, type FilterHistory, redo, startHistory, undo } from './history.ts'
import { brushRange, toggleMembers } from './reducers.ts'

const asks = (change: SpecChange) => (history: FilterHistory) =>
  askNext(history, (question) => withSpec(question, change(question.spec)))
const genre = { dimension: 'genre' } as const
const decade = { dimension: 'year', bucket: 'decade' } as const

const step = fc.constantFrom<(history: FilterHistory) => FilterHistory>(
  (history) => applyChange(history, toggleMembers('genre', ['Drama'], 'any')),
  (history) => applyChange(history, brushRange('year', [1990, 1999])),
  (history) => applyChange(history, brushRange('year', [1980, 1999])),
  asks(putAxis('rows', genre)),
  asks(putAxis('columns', decade)),
  asks(dropAxis('rows', 0)),
  asks(putMeasure('mean_rating')),
  asks(keepTop(5)),
  asks(transpose),
  (history) => askNext(history, (question) => ({ ...question, chart: question.chart === 'bars' ? null : 'bars' })),
)

it('one undo walks the steps of filter and question in the order they were made, each as it was', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const seen = [startHistory()]
      for (const each of steps) {
        const last = seen.at(-1) as FilterHistory
        const next = each(last)
        if (next !== last) seen.push(next)
      }
      const shown = ({ filter, question }: FilterHistory) => ({ filter, question })
      let history = seen.at(-1) as FilterHistory
      for (const before of seen.slice(0, -1).toReversed()) {
        history = undo(history)
        expect(shown(history)).toEqual(shown(before))
      }
      for (const after of seen.slice(1)) {
        history = redo(history)
        expect(shown(history)).toEqual(shown(after))
      }
    }),
  )
})

it('a brush goes on as one step only until something else is asked', () => {
  const brush = (to: number) => (history: FilterHistory) =>
    applyChange(history, brushRange('year', [1990, to]), 'brush 1')
  const brushed = [brush(1991), brush(1992), asks(putAxis('rows', genre)), brush(1993)].reduce(
    (history, each) => each(history),
    startHistory(),
  )
  expect(brushed.past).toHaveLength(3)
})

it('a kept question comes back whole; one that this version cannot ask is none', () => {
  const asked = { ...emptyQuestion, chart: 'lines' as const, calculations: { films: 'running_total' as const } }
  for (const question of [asked, emptyQuestion]) {
    expect(readQuestion(JSON.parse(JSON.stringify({ ...keptQuestion(question), view: 'both' })))).toEqual(question)
  }
  expect(readQuestion({ ...asked, view: 'both', chart: 'pie' })).toBeNull()
  expect(
    readQuestion({ ...asked, view: 'both', spec: { ...asked.spec, rows: [{ dimension: 'nonsense' }] } }),
  ).toBeNull()
  expect(readQuestion(undefined)).toBeNull()
})

it('a kept question asks nothing that has no shelf: none could see it, or take it away', () => {
  const spec = {
    ...emptyQuestion.spec,
    rows: [genre],
    colour: { dimension: 'language' },
    multiples: { dimension: 'mpa' },
  }
  expect(readQuestion({ spec, view: 'both' })?.spec).toEqual({ ...emptyQuestion.spec, rows: [genre] })
})

it('what is shown of a measure goes when the measure goes', () => {
  const asked = { ...emptyQuestion, calculations: { films: 'rank' as const } }
  expect(withSpec(asked, putMeasure('mean_rating', 0)(asked.spec)).calculations).toEqual({})
  expect(withSpec(asked, putMeasure('mean_rating')(asked.spec)).calculations).toEqual({ films: 'rank' })
})
