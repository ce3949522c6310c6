import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fail, ok, type Result } from '../../../shared/ipc/result.ts'
import { FirstPage, goldOf } from './first-page.ts'
import { type KeptAnswer, recallAnswers } from './kept-answers.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'yts-first-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function asker(answer: (channel: string) => Result<unknown> = (channel) => ok({ from: channel })) {
  const asked: string[] = []
  const ask = (channel: string): Promise<Result<unknown>> => {
    asked.push(channel)
    return Promise.resolve(answer(channel))
  }
  return { asked, ask }
}

function noted(): FirstPage {
  const first = new FirstPage(null)
  first.note('overview.query', { filter: 1 })
  first.note('overview.query', { filter: 2 })
  first.note('warehouse.status', undefined)
  first.note('movies.page', {})
  return first
}

const expected: KeptAnswer[] = [
  { channel: 'overview.query', input: { filter: 2 }, value: { from: 'overview.query' } },
  { channel: 'warehouse.status', input: null, value: { from: 'warehouse.status' } },
]

it('keeps the answers to the last questions, and does not ask for the same ones again', async () => {
  const { ask, asked } = asker()
  await noted().keep(home, () => 'one', ask)
  expect(recallAnswers(home, 'one')).toEqual(expected)
  expect(asked).toEqual(['overview.query', 'warehouse.status'])

  const next = new FirstPage({ kept: expected, stamp: 'one' })
  await next.keep(home, () => 'one', ask)
  expect(asked).toHaveLength(2)
  // Something was written meanwhile: the questions are still known, the answers are read anew.
  await next.keep(home, () => 'two', ask)
  expect(asked).toHaveLength(4)
  expect(recallAnswers(home, 'one')).toBeNull()
  expect(recallAnswers(home, 'two')).toEqual(expected)
})

it('keeps nothing that was read while somebody wrote, that failed, or that no page asked for', async () => {
  const { ask } = asker()
  const stamps = ['one', 'two']
  await noted().keep(home, () => stamps.shift() ?? null, ask)
  await noted().keep(home, () => 'one', asker(() => fail('timeout', 'Too late.')).ask)
  await noted().keep(home, () => null, ask)
  const forgotten = noted()
  forgotten.forget()
  await forgotten.keep(home, () => 'one', ask)
  for (const stamp of ['one', 'two']) expect(recallAnswers(home, stamp)).toBeNull()
})

it('tells which gold was shown', () => {
  expect(goldOf({ kept: [{ channel: 'warehouse.status', input: null, value: { goldVersion: 5 } }], stamp: '' })).toBe(5)
  expect(goldOf({ kept: [], stamp: '' })).toBe(0)
})
