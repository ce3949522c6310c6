import { expect, test } from 'vitest'
import { summaryTable } from './summary.ts'

test('the summary names films, every table, times, Electron and the warehouse', () => {
  const text = summaryTable({
    films: 5000,
    loadSeconds: 2.04,
    totalSeconds: 9.96,
    electron: '45.4.1 (pinned)',
    warehouse: 'out/demo-data/warehouse.sqlite',
    counts: [
      { table: 'fact_movies', rows: 4998 },
      { table: 'dim_genre', rows: 27 },
    ],
  })
  expect(text.trim().split('\n')).toEqual([
    'films                5,000',
    'rows in fact_movies  4,998',
    'rows in dim_genre    27',
    'load, seconds        2.0',
    'demo, seconds        10.0',
    'Electron             45.4.1 (pinned)',
    'warehouse            out/demo-data/warehouse.sqlite',
  ])
})
