import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { idleProgress } from '../../shared/progress.ts'
import { SyncFigures } from './sync-figures.tsx'

const workers = (status: 'running' | 'complete' | 'interrupted', effective: number): string | undefined => {
  const progress = {
    ...idleProgress(4),
    phase: status === 'running' ? ('fetching' as const) : ('done' as const),
    status,
  }
  const markup = renderToStaticMarkup(<SyncFigures progress={{ ...progress, workers: { max: 4, effective } }} />)
  return /<dt>Workers<\/dt><dd>([^<]*)<\/dd>/.exec(markup)?.[1]
}

it('says how many workers are at work while a load runs, and how many there were when it has ended, however it did', () => {
  expect(workers('running', 2)).toBe('2 of 4')
  expect(workers('complete', 4)).toBe('4')
  expect(workers('interrupted', 0)).toBe('4')
})
