import { beforeEach, describe, expect, it } from 'vitest'
import { type FocusedPlace, type KeptPress, PressKeeper } from './press-keeper.ts'

const menu: KeptPress = { kind: 'menu', x: 1, y: 2 }
const activate: KeptPress = { kind: 'activate' }

describe('a press on a row', () => {
  let done: string[]
  let place: FocusedPlace<string>
  let keeper: PressKeeper<string>
  const show = (next: Partial<FocusedPlace<string>>): void => {
    place = { ...place, ...next }
    keeper.show(place)
    keeper.settle()
  }

  beforeEach(() => {
    done = []
    const act = (press: KeptPress, row: string | undefined) => done.push(`${press.kind} ${row}`)
    place = { question: 'films', at: 3, row: undefined, hasFailed: false, act }
    keeper = new PressKeeper(place)
  })

  it.each([menu, activate])('that is being read is done once, when the row is here: $kind', (press) => {
    keeper.press(press, 3)
    show({})
    expect(done).toEqual([])
    show({ row: 'a film' })
    show({ row: 'a film' })
    expect(done).toEqual([`${press.kind} a film`])
  })

  it('that is here is done at once', () => {
    show({ row: 'a film' })
    keeper.press(activate, 3)
    expect(done).toEqual(['activate a film'])
  })

  it('that could not be read opens its menu at once', () => {
    show({ hasFailed: true })
    keeper.press(menu, 3)
    expect(done).toEqual(['menu undefined'])
  })

  it('that turns out not to be readable opens the menu that waits, and activates nothing', () => {
    keeper.press(menu, 3)
    show({ hasFailed: true })
    expect(done).toEqual(['menu undefined'])
    keeper.press(activate, 3)
    expect(done).toEqual(['menu undefined'])
  })

  it('opens its menu once the focus is there, when the focus moves to it with the press', () => {
    keeper.press(menu, 5)
    expect(done).toEqual([])
    show({ at: 5, hasFailed: true })
    expect(done).toEqual(['menu undefined'])
  })

  it.each([{ at: 4 }, { question: 'others' }])('is dropped when the grid shows something else: %o', (other) => {
    keeper.press(activate, 3)
    show(other)
    show({ at: 3, question: 'films', row: 'a film' })
    expect(done).toEqual([])
  })

  it('is dropped when the person goes on', () => {
    keeper.press(activate, 3)
    keeper.drop()
    show({ row: 'a film' })
    expect(done).toEqual([])
  })
})
