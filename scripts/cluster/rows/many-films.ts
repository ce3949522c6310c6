import { deepEqual, equal, ok } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { demand } from '../site.ts'
import type { Row } from './row.ts'

const films = 100_000
/** What a publisher may take, in MiB. */
const mostMemory = 400
/** What is promised on a machine that has nothing else to do, in seconds: told beside what it was, for this one may be busy. */
const budgets = { full: 180, incremental: 60 }

const inTime = (ms: number, budget: number): string =>
  `${Math.round(ms / 1000)} s (budget ${budget} s, load average ${loadavg()[0]?.toFixed(1)})`

export const manyFilms: Row = {
  name: 'C1b',
  title: `${films.toLocaleString('en-US')} films are equal by digest, and then 500 that changed`,
  async run({ cluster, site: siteOf, note }) {
    const site = await siteOf('many', films)
    const first = await site.publish()
    equal(first.said.status, 'published')
    const full = inTime(first.ms, budgets.full)
    note(`all in ${full}, publisher ${first.peakMiB} MiB`)
    ok((first.peakMiB ?? 0) <= mostMemory, `The publisher took ${first.peakMiB} MiB.`)
    note(await spread(await cluster.eventLog()))
    const { catalogue } = site.api
    for (let i = 0; i < 500; i++) catalogue.rerate(catalogue.idAt(i * 190) ?? 0, 1 + (i % 9))
    await site.load('--full')
    const later = await site.publish()
    equal(later.said.mode, 'incremental')
    ok((later.said.tables?.fact_movies?.sent ?? films) <= 500)
    note(`500 in ${inTime(later.ms, budgets.incremental)}, publisher ${later.peakMiB} MiB`)
    ok((later.peakMiB ?? 0) <= mostMemory, `The publisher took ${later.peakMiB} MiB.`)
    deepEqual(demand(await site.cli('publish', '--verify'), 0, 'verified').said.differences, [])
  },
}

interface TaskEnd {
  Event: string
  'Task Info': { 'Executor ID': string; Failed: boolean }
  'Task Metrics'?: { 'Result Size': number; 'Input Metrics'?: { 'Records Read': number } }
}

/**
 * How the work was spread, by what Spark noted of it.
 *
 * @throws where an executor did nothing, or rows were collected by the server: a task's result is a digest, a count or statistics
 */
async function spread(eventLog: string): Promise<string> {
  const tasks = new Map<string, number>()
  let results = 0
  let largest = 0
  for (const line of (await readFile(eventLog, 'utf8')).split('\n')) {
    if (!line.startsWith('{"Event":"SparkListenerTaskEnd"')) continue
    const event = JSON.parse(line) as TaskEnd
    const { 'Executor ID': executor } = event['Task Info']
    tasks.set(executor, (tasks.get(executor) ?? 0) + 1)
    const size = event['Task Metrics']?.['Result Size'] ?? 0
    results += size
    largest = Math.max(largest, size)
  }
  ok(tasks.size >= 2, `Tasks ran on ${[...tasks.keys()].join(', ') || 'no executor'}.`)
  // One table of so many films is tens of megabytes.
  ok(largest < 2_000_000, `A task has sent ${largest} bytes to the server.`)
  const shares = [...tasks].map(([executor, count]) => `executor ${executor}: ${count} tasks`)
  return `${shares.join(', ')}; results of ${(results / 1e6).toFixed(1)} MB in all, ${Math.round(largest / 1000)} kB at most`
}
