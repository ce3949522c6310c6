import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  dropAxis,
  keepTop,
  putAxis,
  putMeasure,
  type SpecChange,
  sortBy,
  transpose,
} from '../explore/question/spec-changes.ts'
import { emptyQuestion, keptQuestion, readQuestion, withSpec } from '../state/question.ts'
import { applyChange, askNext, compareNext, type FilterHistory, redo, showNext, startHistory, undo } from './history.ts'
import { brushRange, clearClause, excludeRange, pickRange, toggleMembers } from './reducers.ts'

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
  asks(putAxis('colour', { dimension: 'language' })),
  asks(putAxis('multiples', decade)),
  asks(dropAxis('colour', 0)),
  asks(dropAxis('rows', 0)),
  asks(putMeasure('mean_rating')),
  asks(keepTop(5)),
  asks(transpose),
  (history) => askNext(history, (question) => ({ ...question, chart: question.chart === 'bars' ? null : 'bars' })),
)

const derivedStep = fc.constantFrom<(history: FilterHistory) => FilterHistory>(
  (history) => applyChange(history, pickRange('weekday', [6, 7], true)),
  (history) => applyChange(history, pickRange('wait', [0, 0], false)),
  (history) => applyChange(history, excludeRange('genres_of_film', [0, 0])),
  (history) => applyChange(history, clearClause('weekday')),
  asks(putAxis('rows', { dimension: 'weekday', bucket: 'weekday' })),
  asks(sortBy('films', { key: 1990, within: ['en'] })),
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

it('sixty mixed changes are undone to the very bytes of the start, and done again to those of the end', () => {
  const bytes = ({ filter, question }: FilterHistory) => JSON.stringify({ filter, question })
  const start = startHistory(brushRange('rating', [7, 10])(startHistory().filter), {
    ...emptyQuestion,
    spec: { ...emptyQuestion.spec, rows: [genre], columns: [decade], colour: { dimension: 'language' } },
  })
  fc.assert(
    fc.property(fc.infiniteStream(fc.oneof(step, derivedStep)), (steps) => {
      let history = start
      for (const each of steps) {
        history = each(history)
        if (history.past.length === 60) break
      }
      const end = bytes(history)
      for (let at = 0; at < 60; at++) history = undo(history)
      expect(bytes(history)).toBe(bytes(start))
      expect(undo(history)).toBe(history)
      for (let at = 0; at < 60; at++) history = redo(history)
      expect(bytes(history)).toBe(end)
    }),
  )
})

const brush = (to: number) => (history: FilterHistory) =>
  applyChange(history, brushRange('year', [1990, to]), 'brush 1')

it('a brush goes on as one step only until something else is asked', () => {
  const brushed = [brush(1991), brush(1992), asks(putAxis('rows', genre)), brush(1993)].reduce(
    (history, each) => each(history),
    startHistory(),
  )
  expect(brushed.past).toHaveLength(3)
})

it('another filter and another question shown together are one step; the same two are none', () => {
  const { filter, question, comparison } = [asks(putAxis('rows', genre)), brush(1991)].reduce(
    (history, each) => each(history),
    startHistory(),
  )
  const start = startHistory()
  const shown = showNext(start, { filter, question, comparison })
  expect(shown).toMatchObject({ filter, question, future: [], gesture: null })
  expect(shown.past).toHaveLength(1)
  expect(undo(shown)).toMatchObject({ filter: start.filter, question: start.question, past: [] })
  expect(showNext(shown, { filter: structuredClone(filter), question: structuredClone(question), comparison })).toBe(
    shown,
  )
  expect(showNext(shown, { filter, question: emptyQuestion, comparison }).past).toHaveLength(2)
})

it('a comparison is one step among the others; the same one is none', () => {
  const rest = { other: { kind: 'rest' as const }, isSwapped: false }
  const compared = compareNext(brush(1991)(startHistory()), rest)
  expect(compared.past).toHaveLength(2)
  expect(compareNext(compared, structuredClone(rest))).toBe(compared)
  const later = asks(putAxis('rows', genre))(compared)
  expect(later.comparison).toEqual(rest)
  expect(undo(undo(later))).toMatchObject({ comparison: null, filter: compared.filter })
  expect(redo(undo(later)).comparison).toEqual(rest)
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

it('a kept question is by all that is on its shelves, colours and small multiples too', () => {
  const spec = {
    ...emptyQuestion.spec,
    rows: [genre],
    colour: { dimension: 'language' },
    multiples: { dimension: 'mpa' },
  }
  expect(readQuestion({ spec, view: 'both' })?.spec).toEqual(spec)
})

it('what is shown of a measure goes when the measure goes', () => {
  const asked = { ...emptyQuestion, calculations: { films: 'rank' as const } }
  expect(withSpec(asked, putMeasure('mean_rating', 0)(asked.spec)).calculations).toEqual({})
  expect(withSpec(asked, putMeasure('mean_rating')(asked.spec)).calculations).toEqual({ films: 'rank' })
})
