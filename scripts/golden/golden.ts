// C9, the golden test: `bronze_film` of a warehouse through the notebooks of packaging/databricks/ on a real Spark, and silver and star equal
// to the warehouse's by digest, keys included; again after loads that change it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestSql } from '../../electron/publish/canonical.ts'
import { publishedTables } from '../../electron/publish/star-columns.ts'
import { starDigests } from '../../electron/publish/star-rows.ts'
import { exportBronze } from '../../electron/warehouse/export/export-bronze.ts'
import { loadAll, memoryWarehouse, pagesOf, type RawMovie } from '../../electron/warehouse/testing/loads.ts'
import { createLoadStore } from '../../electron/warehouse/write/store.ts'
import { buildCluster } from '../build/bundle.ts'
import { inProject } from '../lib/paths.ts'
import { run } from '../lib/run.mjs'
import { oddLoads, sampleLoads } from './loads.ts'

/** The Spark that the notebooks run on. */
export interface GoldenSpark {
  /** A Python that has pyspark, pyarrow and mini-racer. */
  python: string
  /** `local[2]`, or the address of a master. */
  master: string
  conf: Readonly<Record<string, string>>
  /** `parquet` where Delta is not there. */
  format: 'delta' | 'parquet'
  /** Films of the sample catalogue. */
  films: number
}

/** How often a table was compared, and what differed: nothing, or one line each. */
export interface GoldenOutcome {
  compared: number
  differences: string[]
}

const loopback = {
  'spark.driver.memory': '1500m',
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.driver.extraJavaOptions': '-XX:+UseSerialGC -XX:TieredStopAtLevel=1',
  'spark.sql.execution.arrow.maxRecordsPerBatch': '2000',
  'spark.ui.enabled': 'false',
}

const withDelta = (jars: readonly string[]): Record<string, string> => ({
  'spark.jars': jars.join(','),
  'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
  'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
  'spark.databricks.delta.snapshotPartitions': '1',
})

/**
 * A Spark of two threads in the notebooks' own process: short-lived, and small.
 *
 * @param jars of Delta Lake; none = tables are Parquet
 */
export function localSpark(python: string, jars: readonly string[]): Omit<GoldenSpark, 'films'> {
  const conf = { ...loopback, 'spark.sql.shuffle.partitions': '1' }
  if (jars.length === 0) return { python, master: 'local[2]', conf, format: 'parquet' }
  return { python, master: 'local[2]', conf: { ...conf, ...withDelta(jars) }, format: 'delta' }
}

/**
 * A standalone cluster of workers of one core, with tables of Delta Lake.
 *
 * @param events folder in which Spark notes what the executors do
 */
export function clusterSpark(
  python: string,
  { master, jars, events }: { master: string; jars: readonly string[]; events: string },
): Omit<GoldenSpark, 'films'> {
  const conf = {
    ...loopback,
    ...withDelta(jars),
    // Of each step, both workers have a part.
    'spark.sql.shuffle.partitions': '2',
    'spark.executor.cores': '1',
    'spark.executor.memory': '900m',
    'spark.executor.extraJavaOptions': '-XX:+UseSerialGC -XX:TieredStopAtLevel=1',
    'spark.network.timeout': '600s',
    'spark.eventLog.enabled': 'true',
    'spark.eventLog.rolling.enabled': 'false',
    'spark.eventLog.compress': 'false',
    'spark.eventLog.dir': `file:${events}`,
  }
  return { python, master, conf, format: 'delta' }
}

interface Said {
  digests: Record<string, string>
  refused: number
  /** What readers of the published schema saw after each publish that died, and after the one that did not; what one more said. */
  between?: Record<string, string>[]
  seen?: Record<string, string>
  again?: string
}

const tables = publishedTables(['gold', 'silver'])
const gold = publishedTables(['gold'])

/**
 * Loads two catalogues three times each, has Spark make silver and star from what `export-bronze` gives of them, and compares every
 * table's digest after each export.
 *
 * @param say hears what is being done
 * @throws when Python or a notebook fails, with its last lines
 */
export async function golden(spark: GoldenSpark, say: (text: string) => void): Promise<GoldenOutcome> {
  await buildCluster()
  const [first = [], ...later] = sampleLoads(spark.films)
  const odd = await oddLoads()
  // Loads that are exported together are to be taken one by one all the same.
  const catalogues = [
    { name: 'odd', exports: odd.map((films) => [films]) },
    { name: 'sample', exports: [[first], later] },
  ]
  const outcome: GoldenOutcome = { compared: 0, differences: [] }
  for (const { name, exports } of catalogues) {
    const home = mkdtempSync(join(tmpdir(), 'yts-golden-'))
    try {
      const wanted = await exportLoads(home, exports)
      say(
        `${name}: ${exports
          .flat()
          .map((films) => films.length)
          .join(', ')} films, a load each, in ${exports.length} exports`,
      )
      const said = await runNotebooks(spark, name, home, wanted.length)
      for (const [step, digests] of wanted.entries()) {
        for (const { name: table } of tables) {
          outcome.compared++
          const found = said[step]?.digests[table]
          if (found !== digests[table])
            outcome.differences.push(`${name}, export ${step + 1}, ${table}: ${found} on Spark, ${digests[table]} here`)
        }
        if (spark.format === 'delta')
          outcome.differences.push(
            ...readersOf(said[step], digests, wanted[step - 1]).map((what) => `${name}, export ${step + 1}: ${what}`),
          )
        say(
          `${name}, export ${step + 1}: ${said[step]?.refused} rows refused, ${outcome.differences.length} tables differ so far`,
        )
      }
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  }
  return outcome
}

/** What readers of the published schema should not have seen: they see the star before or the new one, and that in the end. */
function readersOf(
  { between = [], seen, again = '' }: Partial<Said> = {},
  now: Record<string, string>,
  before?: Record<string, string>,
): string[] {
  const star = (digests?: Record<string, string>): string =>
    JSON.stringify(gold.map(({ name }) => digests?.[name] ?? (digests ? 'missing' : '0:0:0')))
  const wrong: string[] = []
  for (const one of between)
    if (star(one) !== star(now) && star(one) !== star(before)) wrong.push(`readers saw a mixture: ${star(one)}`)
  if (between.length < 2) wrong.push('no publish died while readers were there')
  if (!seen || star(seen) !== star(now)) wrong.push(`readers see ${seen ? star(seen) : 'nothing'}, not ${star(now)}`)
  if (!again.includes('already')) wrong.push(`a second publish said: ${again}`)
  return wrong
}

/** Loads films time and again, and exports what one or several loads have published; the digests of the warehouse after each export. */
async function exportLoads(
  home: string,
  exports: readonly (readonly RawMovie[][])[],
): Promise<Record<string, string>[]> {
  const db = memoryWarehouse()
  try {
    const store = createLoadStore(db)
    const wanted: Record<string, string>[] = []
    let after = 0
    for (const [step, loads] of exports.entries()) {
      const runs = loads.map((films) => loadAll(store, pagesOf(films)).runId)
      const done = await exportBronze(db, join(home, `${step}`), { after, keepOut: join(home, 'data') })
      if (done.lost > 0) throw new Error(`${done.lost} films were lost on the way out of bronze`)
      after = runs.at(-1) ?? after
      const digests = await starDigests(db, tables)
      wanted.push(Object.fromEntries([...digests].map(([table, digest]) => [table, `${digest}`])))
    }
    return wanted
  } finally {
    db.close()
  }
}

async function runNotebooks(spark: GoldenSpark, schema: string, home: string, steps: number): Promise<Said[]> {
  const asked = {
    master: spark.master,
    conf: { 'spark.sql.warehouse.dir': join(home, 'tables'), ...spark.conf },
    notebooks: inProject('packaging/databricks'),
    schema: `golden_${schema}`,
    format: spark.format,
    // Only Delta has what a publish stands on.
    published: spark.format === 'delta' ? `published_${schema}` : null,
    steps: Array.from({ length: steps }, (_, step) => ({ exports: join(home, `${step}`) })),
    digests: Object.fromEntries(tables.map(({ name, columns }) => [name, digestSql(name, columns)])),
  }
  const file = join(home, 'asked.json')
  writeFileSync(file, JSON.stringify(asked))
  const ended = await run(spark.python, [inProject('scripts/golden/golden.py'), file], {
    env: { ...process.env, PYSPARK_PYTHON: spark.python, PYTHONDONTWRITEBYTECODE: '1' },
  })
  if (ended.code !== 0)
    throw new Error(`the notebooks failed:\n${ended.stderr.trim().split('\n').slice(-25).join('\n')}`)
  const lines = ended.stdout.split('\n').filter((line) => line.startsWith('golden '))
  return lines.map((line) => JSON.parse(line.slice('golden '.length)) as Said)
}
