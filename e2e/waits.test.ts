import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import suite from '../vitest.config.ts'

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

/** Bounds of a unit test's own: of a whole test, in an object or behind its body; or of one wait in it. */
function shortBounds(text: string): number[] {
  const suiteBound = suite.test?.testTimeout ?? Number.NaN
  return [...text.matchAll(/\{ timeout: ([\d_]+) \}|^ *\}, ([\d_]{4,})\)$/gm)].flatMap((found) => {
    const ms = Number((found[1] ?? found[2] ?? '').replaceAll('_', ''))
    const [opening = ''] =
      text
        .slice(0, found.index)
        .match(/\b(it|test|describe|waitFor|waitUntil)\b(?!.*\b(it|test|describe|waitFor|waitUntil)\b)/s) ?? []
    const least = found[1] !== undefined && opening.startsWith('wait') ? 60_000 : suiteBound
    return ms >= least ? [] : [ms]
  })
}

it("knows a bound that is shorter than the suite's", () => {
  expect(suite.test).toMatchObject({ testTimeout: 300_000, hookTimeout: 300_000 })
  expect(shortBounds("it('a', { timeout: 60_000 }, () => {})\nit('b', () => {\n}, 240_000)\n")).toEqual([
    60_000, 240_000,
  ])
  expect(
    shortBounds("it('a', { timeout: 300_000 }, async () => {\n  await vi.waitFor(look, { timeout: 60_000 })\n})"),
  ).toEqual([])
  expect(shortBounds('await vi.waitFor(look, { timeout: 5_000 })')).toEqual([5000])
})

it('no unit test fails because the machine is slow: it has the time of the suite, and waits have a bound of their own', () => {
  const root = path.join(import.meta.dirname, '..')
  const short = ['shared', 'electron', 'renderer', 'scripts', 'e2e']
    .flatMap((room) =>
      readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => path.join(room, file)),
    )
    .filter((file) => /\.test\.tsx?$/.test(file) && path.basename(file) !== 'waits.test.ts')
    .flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8')
      // What waits without a bound gives up after a second.
      const unbound = /\bvi\.wait(?:For|Until)\(/.test(text) && !/\{ timeout: [\d_]+ \}/.test(text)
      return [
        ...shortBounds(text).map((ms) => `${file}: ${ms}`),
        ...(unbound ? [`${file}: a wait without a bound`] : []),
      ]
    })
  expect(short).toEqual([])
})
