import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { idleProgress } from '../../shared/ipc/progress.ts'
import { SyncFigures } from './sync-figures.tsx'

type Status = 'running' | 'paused' | 'complete' | 'interrupted'

const figure = (label: string, status: Status, effective = 4): string | undefined => {
  const progress = {
    ...idleProgress(4),
    phase: status === 'running' || status === 'paused' ? ('fetching' as const) : ('done' as const),
    status,
    rowsPerSecond: 120,
    etaMs: 5000,
  }
  const markup = renderToStaticMarkup(<SyncFigures progress={{ ...progress, workers: { max: 4, effective } }} />)
  return new RegExp(`<dt>${label}</dt><dd>([^<]*)</dd>`).exec(markup)?.[1]
}
const workers = (status: Status, effective: number) => figure('Workers', status, effective)

it('tells no speed and no time left of a load that is paused or over', () => {
  expect(figure('Speed', 'running')).toBe('120 films/s')
  expect(figure('Time left', 'running')).toBe('5 s')
  for (const status of ['paused', 'complete', 'interrupted'] as const) {
    expect(figure('Speed', status)).toBe('—')
    expect(figure('Time left', status)).toBe('—')
  }
})

it('says how many workers are at work while a load runs, and how many there were when it has ended, however it did', () => {
  expect(workers('running', 2)).toBe('2 of 4')
  expect(workers('paused', 2)).toBe('0 of 4')
  expect(workers('complete', 4)).toBe('4')
  expect(workers('interrupted', 0)).toBe('4')
})
