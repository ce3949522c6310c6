import { expect, it } from 'vitest'
import { inspectArguments } from './inspect.ts'

it('opens each process to a debugger on a port of its own, when asked and never in a packaged app', () => {
  const env = { YTS_INSPECT: '1' }
  const opened = ['yts loader', 'yts reader', 'sample catalogue', 'yts publisher'].map((name) =>
    inspectArguments(name, false, env),
  )
  expect(opened).toEqual([
    ['--inspect=127.0.0.1:9230'],
    ['--inspect=127.0.0.1:9231'],
    ['--inspect=127.0.0.1:9232'],
    ['--inspect=127.0.0.1:9233'],
  ])
  expect(inspectArguments('yts reader', true, env)).toEqual([])
  expect(inspectArguments('yts reader', false, {})).toEqual([])
  expect(inspectArguments('yts reader', false, { YTS_INSPECT: '0' })).toEqual([])
})
