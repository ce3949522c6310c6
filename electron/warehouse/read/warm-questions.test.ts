import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { anyFilm } from '../testing/any-films.ts'
import { engineOver } from '../testing/small-engine.ts'
import { smallWarehouse } from '../testing/small-warehouse.ts'
import { axisOf } from './explore/axis.ts'
import { pivotOf } from './explore/pivot.ts'
import { warmQuestions } from './warm-questions.ts'

it('asks one question at a time, others in between, and changes no answer', async () => {
  const db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 3, numRuns: 200 }))
  const engine = await engineOver(db)
  const spec = {
    ...{ rows: [{ dimension: 'genre' as const }], columns: [], measures: ['films' as const] },
    ...{ sort: null, top: null },
  }
  const before = pivotOf(engine, { spec, filter: emptyFilter() })
  let pauses = 0
  const between: unknown[] = []
  await warmQuestions(engine, async () => {
    pauses++
    if (pauses % 7 === 0) between.push(pivotOf(engine, { spec, filter: emptyFilter() }))
  })
  expect(pauses).toBeGreaterThan(20)
  expect(between.length).toBeGreaterThan(2)
  for (const each of between) expect(each).toEqual(before)
  // What films are counted by is kept with the columns.
  const axis = { dimension: 'uploaded', bucket: 'month' } as const
  expect(axisOf(engine.columns, axis)).toBe(axisOf(engine.columns, axis))
  db.close()
})

it('asks nothing of a catalogue without films', async () => {
  const db = smallWarehouse(':memory:', [])
  const engine = await engineOver(db)
  await warmQuestions(engine, () => Promise.reject(new Error('paused')))
  db.close()
})
