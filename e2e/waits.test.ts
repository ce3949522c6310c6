import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/** Shorter waits that may run out without failing a test: what is around them tries again, or goes on. */
const mayRunOut = ['pages/toasts.ts: 2000', 'recovery.e2e.ts: 1000', 'support/tab-order.ts: 10000']

/** Plays a slow machine on request; no test waits for it. */
const maySleep = ['support/slow-machine.ts']

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(import.meta.dirname, file), 'utf8') }))

it('no window test waits for a fixed time', () => {
  const sleeping = sources.filter(({ text }) => /\bwaitForTimeout\(|\bsetTimeout\(|timers\/promises/.test(text))
  expect(sleeping.map(({ file }) => file)).toEqual(maySleep)
})

it('no window test fails because the machine is slow: waits run out after a minute at the earliest', () => {
  const short = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\btimeout(?:: |\()([\d_]+)/gi)]
      .map(([, digits = '']) => Number(digits.replaceAll('_', '')))
      .filter((ms) => ms > 0 && ms < 60_000)
      .map((ms) => `${file}: ${ms}`),
  )
  expect(short.sort()).toEqual(mayRunOut)
})
