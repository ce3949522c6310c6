import { describe, expect, it } from 'vitest'
import { ClickGuard } from './click-guard.ts'

describe('no button takes another one’s place under a pointer', () => {
  const cancel = { control: 1, name: 'Cancel' }
  const full = { control: 2, name: 'Full refresh' }

  it('the second press of a double-click is not for a control that was not there at the first', () => {
    const guard = new ClickGuard()
    expect(guard.allows(1, cancel)).toBe(true)
    expect(guard.allows(2, full)).toBe(false)
    // Now it was seen.
    expect(guard.allows(3, full)).toBe(true)
  })

  it('nor for one that came where nothing was', () => {
    const guard = new ClickGuard()
    expect(guard.allows(1, null)).toBe(true)
    expect(guard.allows(2, full)).toBe(false)
  })

  it('nor for what is behind a dialog that it has opened, which would close it', () => {
    const guard = new ClickGuard()
    expect(guard.allows(1, full)).toBe(true)
    expect(guard.allows(2, null)).toBe(false)
    expect(guard.allows(3, null)).toBe(true)
  })

  it('while words are marked by a double-click as ever', () => {
    const guard = new ClickGuard()
    expect(guard.allows(1, null)).toBe(true)
    expect(guard.allows(2, null)).toBe(true)
  })

  it('while each press of its own counts', () => {
    const guard = new ClickGuard()
    expect(guard.allows(1, cancel)).toBe(true)
    expect(guard.allows(1, full)).toBe(true)
  })

  it('a control may be pressed as often as one likes, whatever it says by then', () => {
    const guard = new ClickGuard()
    expect(guard.allows(1, { control: 1, name: 'Action, 120 films' })).toBe(true)
    expect(guard.allows(2, { control: 1, name: 'Action, 7 films' })).toBe(true)
  })

  it('and so may its like: one message after the other is closed', () => {
    const guard = new ClickGuard()
    expect(guard.allows(1, { control: 1, name: 'Dismiss' })).toBe(true)
    expect(guard.allows(2, { control: 2, name: 'Dismiss' })).toBe(true)
  })
})
