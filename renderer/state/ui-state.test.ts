import { beforeEach, describe, expect, it, vi } from 'vitest'

const sent = vi.hoisted(() => [] as { key: string; value: unknown }[])
vi.mock('../api.ts', () => ({
  call: async (_channel: string, input: { key: string; value: unknown }) => {
    sent.push(input)
  },
}))
const { flushUi, rememberUi, restoredUi } = await import('./ui-state.ts')

beforeEach(() => {
  vi.useFakeTimers()
  flushUi()
  sent.length = 0
})

describe('what the page remembers', () => {
  it('writes the first change at once, so that quitting right after a click loses nothing', () => {
    rememberUi('a', 1)
    expect(sent).toEqual([{ key: 'a', value: 1 }])
    expect(restoredUi('a')).toBe(1)
  })

  it('gathers a burst into its first and its last value', () => {
    for (let value = 0; value < 50; value++) rememberUi('b', value)
    vi.runAllTimers()
    expect(sent.map(({ value }) => value)).toEqual([0, 49])
  })

  it('writes what still waits when the page goes away, once', () => {
    rememberUi('c', 1)
    rememberUi('c', 2)
    flushUi()
    vi.runAllTimers()
    expect(sent.map(({ value }) => value)).toEqual([1, 2])
  })
})
