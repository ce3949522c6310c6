import { expect, it } from 'vitest'
import { pastAnswers } from '../testing/past-answers.ts'
import { readAnswer } from './answer.ts'

it.for(pastAnswers())('an answer in the shape of $name is read whole', ({ text, page, limit, rows }) => {
  const read = readAnswer(text, { page, limit })
  if (read.kind !== 'ok') throw new Error(JSON.stringify(read))
  expect(read.answer.rows).toHaveLength(rows)
  // None is refused: whatever key or notation is missing or old, the film is there.
  expect(read.answer.rows.filter((row) => !row.ok)).toEqual([])
  expect(read.answer.limit).toBe(limit)
})
