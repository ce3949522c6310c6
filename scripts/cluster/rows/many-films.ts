import { deepEqual, equal, ok } from 'node:assert/strict'
import { loadavg } from 'node:os'
import { demand } from '../site.ts'
import { spread } from '../spread.ts'
import type { Row } from './row.ts'

/** What a publisher may take, in MiB. */
const mostMemory = 400
/** What is promised on a machine that has nothing else to do, in seconds: told beside what it was, for this one may be busy. */
const budgets = { full: 180, incremental: 60 }

const inTime = (ms: number, budget: number): string =>
  `${Math.round(ms / 1000)} s (budget ${budget} s, load average ${loadavg()[0]?.toFixed(1)})`

export const manyFilms: Row = {
  name: 'C1b',
  title: 'a large catalogue is equal by digest, and again when one film in 200 has changed',
  async run({ cluster, site: siteOf, sizes, note }) {
    const films = sizes.many
    const changed = films / 200
    const site = await siteOf('many', films)
    const first = await site.publish()
    equal(first.said.status, 'published')
    const full = inTime(first.ms, budgets.full)
    note(`${films.toLocaleString('en-US')} in ${full}, publisher ${first.peakMiB} MiB`)
    ok((first.peakMiB ?? 0) <= mostMemory, `The publisher took ${first.peakMiB} MiB.`)
    const work = await spread(await cluster.eventLog())
    note(work.told)
    // A task's result is a digest, a count or statistics; one table of so many films is tens of megabytes.
    ok(work.largestResult < 2_000_000, `A task has sent ${work.largestResult} bytes to the server.`)
    const { catalogue } = site.api
    for (let i = 0; i < changed; i++) catalogue.rerate(catalogue.idAt(i * 190) ?? 0, 1 + (i % 9))
    await site.load('--full')
    const later = await site.publish()
    equal(later.said.mode, 'incremental')
    ok((later.said.tables?.fact_movies?.sent ?? films) <= changed)
    note(`${changed} changed in ${inTime(later.ms, budgets.incremental)}, publisher ${later.peakMiB} MiB`)
    ok((later.peakMiB ?? 0) <= mostMemory, `The publisher took ${later.peakMiB} MiB.`)
    deepEqual(demand(await site.cli('publish', '--verify'), 0, 'verified').said.differences, [])
  },
}
