import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inProject } from '../lib/paths.ts'
import { benchExports } from './exports/exports.ts'
import { benchLatency, benchLoad } from './load.ts'
import { type Figure, figureTable, holds } from './measure.ts'
import { measureAsOf, measureReader } from './reader-latency.ts'
import { createSyntheticWarehouse } from './synthetic/synthetic-warehouse.ts'
import { benchWindow } from './window.ts'

/**
 * `npm run bench -- [--quick] [--only load|latency|reader|exports|window]`: speed and memory against the design's budgets.
 * Prints a table, writes out/bench.json, and exits with 1 when a budget is missed. Run it on a machine that does nothing else.
 */
const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
})
const say = (line: string): void => void process.stderr.write(`bench: ${line}\n`)
// Not in the home folder: nginx serves the pages as a user who may not look into it.
const scratch = join(os.tmpdir(), 'yts-explorer-bench')
mkdirSync(scratch, { recursive: true })

/** About as many films as the catalogue has. */
const todaysFilms = 70_000

/** The reader's functions over a made-up warehouse, p95 against the budgets. */
async function benchReader(films: number, budget: number | null): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(os.tmpdir(), 'yts-bench-reader-'))
  try {
    say(`a warehouse of ${films} films`)
    createSyntheticWarehouse(join(dataDir, 'warehouse.sqlite'), { films })
    const latencies = await measureReader(dataDir)
    const { changes, now, past } = await measureAsOf(dataDir)
    const count = (value: number) => value.toLocaleString('en-US')
    const asOf: Figure = {
      what: `${count(films)} films, ${count(changes)} changes undone: as of a run, by the time of now`,
      value: past / now,
      unit: '×',
      ...(budget === null ? {} : { budget: { at: 'most' as const, value: 1.2 } }),
      note: `charts and first page from nothing, processor ${past.toFixed(0)} ms, of now ${now.toFixed(0)} ms`,
    }
    const figures = latencies.map(
      ({ name, p50, p95, cpuP95, times = 1, small }): Figure => ({
        what: `${films.toLocaleString('en-US')} films, p95: ${name}`,
        value: p95,
        unit: 'ms',
        ...(budget === null
          ? {}
          : { budget: { at: 'most' as const, value: (films <= todaysFilms && small) || budget * times } }),
        note: `p50 ${p50.toFixed(1)} ms, processor p95 ${cpuP95.toFixed(1)} ms`,
      }),
    )
    return [...figures, asOf]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const parts: Record<string, () => Promise<Figure[]>> = {
  load: () => benchLoad({ films: values.quick ? 10_000 : 70_613, rounds: values.quick ? 1 : 3, scratch, say }),
  latency: () => benchLatency(scratch, values.quick ? 160 : 800),
  reader: async () => [
    ...(await benchReader(todaysFilms, 50)),
    ...(values.quick ? [] : await benchReader(1_000_000, 50)),
  ],
  exports: async () => benchExports(values.quick ? todaysFilms : 1_000_000, !values.quick),
  window: () =>
    benchWindow({ films: 70_000, rows: values.quick ? 100_000 : 1_000_000, rounds: values.quick ? 2 : 7, say }),
}

const figures: Figure[] = []
for (const [name, part] of Object.entries(parts)) {
  if (values.only !== '' && values.only !== name) continue
  if (name === 'window' && !existsSync(inProject('dist', 'main', 'main.js'))) {
    say('the window is left out: build the app first (npm run build)')
    continue
  }
  say(name)
  figures.push(...(await part()))
}
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'processor'}, Node ${process.versions.node}, load ${os.loadavg()[0]?.toFixed(1)}`
process.stdout.write(`${figureTable(figures)}\n${machine}\n`)
mkdirSync(inProject('out'), { recursive: true })
writeFileSync(inProject('out', 'bench.json'), `${JSON.stringify({ machine, quick: values.quick, figures }, null, 2)}\n`)
process.exitCode = figures.some((figure) => holds(figure) === false) ? 1 : 0
