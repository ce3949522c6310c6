import { existsSync, readdirSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { inProject } from '../lib/paths.ts'
import { run } from '../lib/run.mjs'
import { ActionableError, say, step } from '../lib/say.mjs'
import { firstError, isLacking, Unavailable } from './unavailable.ts'

/** What the cluster is made of. Both are written down in docs/destinations.md as what was verified. */
export const sparkVersion = '4.2.0'
export const deltaVersion = '4.4.0'

/** A Spark that is installed. */
export interface SparkInstallation {
  /** SPARK_HOME. */
  home: string
  /** The Python that it was installed into. */
  python: string
  /** Jars of Delta Lake. */
  jars: string[]
}

/** Everything is made below: it can be deleted at any time, and is fetched again. */
export const clusterRoot = inProject('out', 'cluster')

const deltaArtifacts = [`delta-spark_4.2_2.13:${deltaVersion}`, `delta-storage:${deltaVersion}`]
const python = join(clusterRoot, 'python', 'bin', 'python')

const leastMemory = 8e9

/** The version that a program says it has, as numbers; null where it does not run. */
async function versionOf(command: string, args: readonly string[]): Promise<[number, number] | null> {
  const { code, stdout, stderr } = await run(command, args)
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout + stderr) ?? []
  return code === 0 && major !== undefined ? [Number(major), Number(minor)] : null
}

/** What this machine lacks for a cluster, as phrases; nothing where it can have one. */
export async function lacking(): Promise<string[]> {
  const [java, py, maven] = await Promise.all([
    versionOf('java', ['-version']),
    versionOf('python3', ['--version']),
    versionOf('mvn', ['--version']),
  ])
  const found: string[] = []
  if (process.platform === 'win32') found.push('a system on which the scripts of Spark run (Linux or macOS)')
  if (!java || java[0] < 17) found.push('Java 17 or newer')
  if (!py || py[0] < 3 || (py[0] === 3 && py[1] < 11)) found.push('Python 3.11 or newer')
  if (!maven) found.push('Maven (mvn)')
  if (totalmem() < leastMemory) found.push('8 GB of memory')
  return found
}

/**
 * Installs Spark from PyPI and Delta Lake from Maven Central, as pip and Maven of this machine are set up to reach them; what is there
 * stays.
 *
 * @throws Unavailable when an index cannot be reached; ActionableError when it does not have them
 */
export async function install(): Promise<SparkInstallation> {
  await mkdir(clusterRoot, { recursive: true })
  await once(`spark-${sparkVersion}`, `fetching Spark ${sparkVersion} from PyPI (about 450 MB)`, async () => {
    await rm(join(clusterRoot, 'python'), { recursive: true, force: true })
    await told('python3', ['-m', 'venv', join(clusterRoot, 'python')])
    await told(python, ['-m', 'pip', 'install', '--quiet', `pyspark==${sparkVersion}`])
  })
  const jars = join(clusterRoot, 'jars')
  await once(`delta-${deltaVersion}`, `fetching Delta Lake ${deltaVersion} from Maven Central`, async () => {
    await rm(jars, { recursive: true, force: true })
    for (const artifact of deltaArtifacts)
      await told('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=io.delta:${artifact}`, `-DoutputDirectory=${jars}`])
  })
  const { stdout } = await run(python, ['-c', 'import pyspark; print(pyspark.__path__[0])'])
  return { home: stdout.trim(), python, jars: readdirSync(jars).map((name) => join(jars, name)) }
}

/** What the notebooks of packaging/databricks/ need beside Spark, by the versions that were tried. */
const notebookPackages = ['mini-racer==0.14.1', 'pyarrow==26.0.1', 'pandas==3.1.1']

/**
 * Installs that too, into the Python of an installed Spark.
 *
 * @throws as `install`
 */
export async function installNotebooks(): Promise<void> {
  await once(notebookPackages.join(','), 'fetching V8, Arrow and pandas for Python from PyPI', async () => {
    await told(python, ['-m', 'pip', 'install', '--quiet', ...notebookPackages])
  })
}

/** Does a part of the installation unless it was done before, to its end. */
async function once(name: string, what: string, work: () => Promise<void>): Promise<void> {
  const mark = join(clusterRoot, `${name}.done`)
  if (existsSync(mark)) return say(`✓ ${name} is there`)
  await step(what, work)
  await writeFile(mark, '')
}

/** What a program is given to fetch something, in milliseconds: an index that says nothing is one that cannot be reached. */
const longestFetch = 15 * 60_000

async function told(command: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await run(command, args, { cwd: clusterRoot, timeoutMs: longestFetch })
  if (code === 0) return
  const output = `${stdout}\n${stderr}`
  const [program] = command.split('/').slice(-1)
  if (!isLacking(output)) throw new Unavailable(`${program} could not fetch what is needed: ${firstError(output)}`)
  const last = output.trim().split('\n').slice(-5).join('\n')
  throw new ActionableError(
    `${command} ended with ${code}: ${last}`,
    'see that pip and Maven reach their indexes from here, then run the command again.',
  )
}
