import { beforeEach, expect, it } from 'vitest'
import { Gestures } from './gestures.ts'

let now = 0
let gestures: Gestures
beforeEach(() => {
  now = 1_000
  gestures = new Gestures(() => now)
})

it('a press of a key, a button or the screen is a gesture; moving over the page is none', () => {
  for (const type of ['keyDown', 'rawKeyDown', 'mouseDown', 'touchStart', 'gestureTap']) {
    gestures.input(type)
    expect(gestures.take(), type).toBe(true)
  }
  for (const type of [
    'mouseMove',
    'mouseEnter',
    'mouseWheel',
    'keyUp',
    'mouseUp',
    'gestureScrollUpdate',
    'undefined',
  ]) {
    gestures.input(type)
    expect(gestures.take(), type).toBe(false)
  }
})

it('one gesture is good for one thing, and only for a while', () => {
  expect(gestures.take()).toBe(false)
  gestures.made()
  expect(gestures.take()).toBe(true)
  expect(gestures.take()).toBe(false)
  gestures.made()
  now += 29_000
  expect(gestures.take()).toBe(true)
  gestures.made()
  now += 31_000
  expect(gestures.take()).toBe(false)
})
