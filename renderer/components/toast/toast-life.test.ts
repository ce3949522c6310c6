import { beforeEach, describe, expect, it } from 'vitest'
import { stayOf, ToastLives } from './toast-life.ts'

describe('the life of a message', () => {
  let now: number
  let due: { at: number; run: () => void }[]
  let left: string[]
  let lives: ToastLives
  beforeEach(() => {
    now = 0
    due = []
    left = []
    const after = (ms: number, run: () => void) => {
      const timer = { at: now + ms, run }
      due.push(timer)
      return () => {
        due = due.filter((other) => other !== timer)
      }
    }
    lives = new ToastLives({ after }, (id) => left.push(id))
  })
  const pass = (ms: number) => {
    const until = now + ms
    for (;;) {
      const next = due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      now = next.at
      due = due.filter((timer) => timer !== next)
      next.run()
    }
    now = until
  }
  const plain = { stayMs: 5_000, untilSeen: false }
  const withButton = { stayMs: 5_000, untilSeen: true }
  const hours = 3_600_000

  it('ends after its time where there is nothing to press', () => {
    lives.shown('notice', plain)
    pass(4_999)
    expect(left).toEqual([])
    pass(1)
    expect(left).toEqual(['notice'])
    pass(hours)
    expect(left).toEqual(['notice'])
  })

  it('does not end before it was seen where there is a button', () => {
    lives.shown('notice', withButton)
    pass(24 * hours)
    expect(left).toEqual([])
    lives.attend('notice', 'pointer', true)
    pass(24 * hours)
    expect(left).toEqual([])
    lives.attend('notice', 'pointer', false)
    pass(4_999)
    expect(left).toEqual([])
    pass(1)
    expect(left).toEqual(['notice'])
  })

  it.each(['pointer', 'focus'] as const)(
    'waits while any message has the %s, and then gives the whole time',
    (what) => {
      lives.shown('notice', plain)
      lives.shown('other', plain)
      pass(4_000)
      lives.attend('notice', what, true)
      pass(hours)
      expect(left).toEqual([])
      lives.attend('notice', what, false)
      pass(4_000)
      expect(left).toEqual([])
      pass(1_000)
      expect(left.sort()).toEqual(['notice', 'other'])
    },
  )

  it('waits until both pointer and focus have left', () => {
    lives.shown('notice', withButton)
    lives.attend('notice', 'focus', true)
    lives.attend('notice', 'pointer', true)
    lives.attend('notice', 'pointer', false)
    pass(hours)
    expect(left).toEqual([])
    lives.attend('notice', 'focus', false)
    pass(5_000)
    expect(left).toEqual(['notice'])
  })

  it('lets no time pass while the window is behind others or out of sight', () => {
    lives.window(false)
    lives.shown('notice', plain)
    pass(hours)
    expect(left).toEqual([])
    lives.window(true)
    pass(4_000)
    lives.window(false)
    pass(hours)
    lives.window(true)
    pass(4_999)
    expect(left).toEqual([])
    pass(1)
    expect(left).toEqual(['notice'])
  })

  it('begins anew for what takes the place of another', () => {
    lives.shown('notice', plain)
    pass(4_000)
    lives.shown('notice', withButton)
    pass(hours)
    expect(left).toEqual([])
    lives.shown('notice', plain)
    pass(5_000)
    expect(left).toEqual(['notice'])
  })

  it('knows that what came under the pointer is looked at', () => {
    lives.shown('notice', plain)
    lives.attend('notice', 'pointer', true)
    lives.shown('notice', withButton)
    pass(hours)
    expect(left).toEqual([])
    lives.attend('notice', 'pointer', false)
    pass(5_000)
    expect(left).toEqual(['notice'])
  })

  it('is not held by a message that was taken away under the pointer', () => {
    lives.shown('failure', plain)
    lives.shown('notice', plain)
    lives.attend('failure', 'pointer', true)
    lives.gone('failure')
    pass(5_000)
    expect(left).toEqual(['notice'])
    lives.attend('failure', 'pointer', true)
    lives.shown('later', plain)
    pass(5_000)
    expect(left).toEqual(['notice', 'later'])
  })

  it('is longer for a longer text', () => {
    expect(stayOf('Cell copied')).toBe(5_000)
    expect(stayOf('x'.repeat(100))).toBe(8_000)
  })
})
