// `npm run cluster -- [--quick] [--minutes N] [--only C1,C2]`: the acceptance table of publishing to a real Spark with Delta Lake. Sets up a standalone
// master, two workers and the Thrift server on the loopback interface, and drives the product's own command line against them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Engine } from '../../electron/publish/engine/engine.ts'
import { openSpark } from '../../electron/publish/spark/spark-engine.ts'
import { runMain, say, step } from '../lib/say.mjs'
import { startCluster } from './cluster.ts'
import { clusterRoot, deltaVersion, install, lacking, sparkVersion } from './install.ts'
import { rows, skipped } from './rows/index.ts'
import { type Ground, quick, whole } from './rows/row.ts'
import { makeSite, type Site } from './site.ts'
import { Unavailable } from './unavailable.ts'

/** Says why nothing was run. A machine that cannot is no failure. */
function skipAll(why: string): 0 {
  process.stdout.write(`The cluster tests were skipped: ${why}.\n0 passed, 0 failed\n`)
  return 0
}

function ifUnavailable(error: unknown): string {
  if (error instanceof Unavailable) return error.message
  throw error
}

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
      // After which no further row is begun.
      minutes: { type: 'string', default: 'Infinity' },
    },
  })
  const sizes = values.quick ? quick : whole
  const only = values.only.split(',').filter((name) => name !== '')
  const unknown = only.filter((name) => !rows.some((row) => row.name === name))
  if (unknown.length > 0)
    throw new Error(`There is no ${unknown.join(', ')}: ${rows.map(({ name }) => name).join(', ')}.`)
  const began = performance.now()
  const lacks = await lacking()
  if (lacks.length > 0) return skipAll(`this machine lacks ${lacks.join(', ')}`)
  // What was started dies with this process, and that it does not by a signal alone.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const spark = await install().catch(ifUnavailable)
  if (typeof spark === 'string') return skipAll(spark)
  const cluster = await startCluster(spark, join(clusterRoot, 'run'))
  const home = mkdtempSync(join(tmpdir(), 'yts-cluster-'))
  const sites = new Map<string, Promise<Site>>()
  const results: { name: string; title: string; isPassed: boolean; notes: string[]; seconds: number }[] = []
  const left = [...skipped]
  let engine: Engine | null = null
  try {
    engine = await openSpark({ host: '127.0.0.1', port: cluster.port, stage: cluster.staging })
    const beside = engine
    for (const { name, title, run } of rows) {
      if (only.length > 0 && !only.includes(name)) continue
      if (performance.now() - began > Number(values.minutes) * 60_000) {
        left.push(`${name}, ${title}: the rows before took ${values.minutes} minutes`)
        continue
      }
      const notes: string[] = []
      const site: Ground['site'] = (schema, films, config = {}, folder = `data-${schema}`) => {
        const made = sites.get(folder) ?? makeSite(cluster, beside, { home, folder, schema, films, config })
        sites.set(folder, made)
        return made
      }
      const sample = () => site('films', sizes.sample)
      const started = performance.now()
      let isPassed = true
      try {
        await step(`${name}: ${title}`, () =>
          run({
            cluster,
            python: spark.python,
            jars: spark.jars,
            sizes,
            engine: beside,
            home,
            site,
            sample,
            note: (text) => void notes.push(text),
          }),
        )
      } catch (error) {
        if (error instanceof Unavailable) {
          left.push(`${name}, ${title}: ${error.message}`)
          continue
        }
        isPassed = false
        say(error instanceof Error ? (error.stack ?? error.message) : String(error))
      }
      results.push({ name, title, isPassed, notes, seconds: Math.round((performance.now() - started) / 1000) })
    }
  } finally {
    await engine?.close()
    for (const made of sites.values()) await made.then((site) => site.end()).catch(() => {})
    await step('ending the cluster', () => cluster.stop())
    rmSync(home, { recursive: true, force: true })
  }
  for (const { name, title, isPassed, notes, seconds } of results)
    process.stdout.write(
      `${isPassed ? '✓' : '✗'} ${name.padEnd(4)} ${title} (${[`${seconds} s`, ...notes].join('; ')})\n`,
    )
  for (const what of left) process.stdout.write(`- skipped: ${what}\n`)
  const failed = results.filter(({ isPassed }) => !isPassed).length
  process.stdout.write(`Spark ${sparkVersion}, Delta Lake ${deltaVersion}\n`)
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
})
