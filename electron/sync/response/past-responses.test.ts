import { expect, it } from 'vitest'
import { pastResponses } from '../testing/past-responses.ts'
import { parseResponse } from './response.ts'

it.for(pastResponses())('a response in the shape of $name is read whole', ({ text, page, limit, rows }) => {
  const read = parseResponse(text, { page, limit })
  if (read.kind !== 'ok') throw new Error(JSON.stringify(read))
  expect(read.response.rows).toHaveLength(rows)
  // None is refused: whatever key or notation is missing or old, the film is there.
  expect(read.response.rows.filter((row) => !row.ok)).toEqual([])
  expect(read.response.limit).toBe(limit)
})
