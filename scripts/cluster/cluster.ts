import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../lib/free-port.ts'
import { step } from '../lib/say.mjs'
import type { SparkInstallation } from './install.ts'
import { type Background, background, childrenOf, listens, until } from './processes.ts'

/** A standalone cluster on the loopback interface: a master, two workers of one core each, and the Thrift server, with Delta Lake. */
export interface Cluster {
  /** Of the Thrift server. */
  port: number
  /** The folder of event logs. */
  events: string
  /** A folder that Spark reads staged files from. */
  staging: string
  /** Of the master, as a Spark program names it. */
  master: string
  /** Ends the Thrift server and starts it again, on the same port and with the same tables. */
  restartServer(): Promise<void>
  /** Does something that needs both workers while the Thrift server, which takes all of them, is away. */
  withoutServer<T>(work: () => Promise<T>): Promise<T>
  /** Process ids of the executors that run now. */
  executors(): Promise<number[]>
  /** The file in which the program that ran last notes what its executors do. */
  eventLog(): Promise<string>
  stop(): Promise<void>
}

/** Short lives: most of their time would go into compiling what runs once, and into threads for garbage. */
const thrifty = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1'

/** Starts one with empty tables, in a folder of its own. */
export async function startCluster({ home, jars }: SparkInstallation, root: string): Promise<Cluster> {
  await rm(root, { recursive: true, force: true })
  const folder = Object.fromEntries(
    ['log', 'work', 'local', 'events', 'scratch', 'staging'].map((name) => [name, join(root, name)]),
  ) as Record<'log' | 'work' | 'local' | 'events' | 'scratch' | 'staging', string>
  for (const path of Object.values(folder)) await mkdir(path, { recursive: true })
  const { SPARK_CONF_DIR: _, ...own } = process.env
  const env = {
    ...own,
    SPARK_HOME: home,
    SPARK_LOCAL_IP: '127.0.0.1',
    SPARK_LOCAL_DIRS: folder.local,
    SPARK_LOG_DIR: folder.log,
    SPARK_DAEMON_JAVA_OPTS: thrifty,
    SPARK_DAEMON_MEMORY: '256m',
  }
  const started: Background[] = []
  const sparkClass = (name: string, args: readonly string[]): Background => {
    const log = join(folder.log, `${name}.log`)
    const one = background(name, 'bash', [join(home, 'bin', 'spark-class'), ...args], { log, env, cwd: root })
    started.push(one)
    return one
  }
  const [masterPort, port] = [await freePort(), await freePort()]
  const masterUrl = `spark://127.0.0.1:${masterPort}`

  const startServer = async (): Promise<Background> => {
    const conf: Record<string, string> = {
      'spark.driver.host': '127.0.0.1',
      'spark.driver.bindAddress': '127.0.0.1',
      'spark.driver.extraJavaOptions': `${thrifty} -Dderby.stream.error.file=${join(folder.log, 'derby.log')}`,
      'spark.executor.cores': '1',
      'spark.executor.memory': '1g',
      'spark.executor.extraJavaOptions': thrifty,
      'spark.ui.enabled': 'false',
      'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
      'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
      // Tables outlive the server.
      'spark.sql.catalogImplementation': 'hive',
      'spark.hadoop.javax.jdo.option.ConnectionURL': `jdbc:derby:;databaseName=${join(root, 'metastore')};create=true`,
      'spark.sql.warehouse.dir': `file:${join(root, 'warehouse')}`,
      // Of two cores, not of a data centre.
      'spark.sql.shuffle.partitions': '4',
      'spark.databricks.delta.snapshotPartitions': '2',
      'spark.eventLog.enabled': 'true',
      'spark.eventLog.rolling.enabled': 'false',
      'spark.eventLog.compress': 'false',
      'spark.eventLog.dir': `file:${folder.events}`,
      // A machine that is busy with other work is not a machine that is gone.
      'spark.network.timeout': '600s',
      'spark.executor.heartbeatInterval': '30s',
    }
    const hive = {
      'hive.server2.thrift.bind.host': '127.0.0.1',
      'hive.server2.thrift.port': String(port),
      'hive.exec.scratchdir': folder.scratch,
    }
    const log = join(folder.log, `thrift-server-${started.length}.log`)
    const args = [
      join(home, 'bin', 'spark-submit'),
      ...['--master', masterUrl, '--class', 'org.apache.spark.sql.hive.thriftserver.HiveThriftServer2'],
      ...['--jars', jars.join(',')],
      ...Object.entries(conf).flatMap(([name, value]) => ['--conf', `${name}=${value}`]),
      'spark-internal',
      ...Object.entries(hive).flatMap(([name, value]) => ['--hiveconf', `${name}=${value}`]),
    ]
    // Spark gives this server the memory of its daemons.
    const roomy = { ...env, SPARK_DAEMON_MEMORY: '1g' }
    const one = background('the Thrift server', 'bash', args, { log, env: roomy, cwd: root })
    started.push(one)
    await until('The Thrift server should listen', () => listens(port), [one])
    await until('Both workers should have an executor', async () => (await executors()).length === 2, [one])
    return one
  }
  const workers: Background[] = []
  const executors = async (): Promise<number[]> => {
    const children = await Promise.all(workers.map(({ pid }) => childrenOf(pid)))
    return children.flat().flatMap(({ pid, command }) => (command.includes('ExecutorBackend') ? [pid] : []))
  }

  const stop = async (): Promise<void> => {
    for (const one of started.reverse()) await one.stop()
  }
  try {
    let server = await step('starting a Spark master, two workers and the Thrift server', async () => {
      const main = 'org.apache.spark.deploy'
      const address = ['--host', '127.0.0.1']
      const master = sparkClass('master', [
        `${main}.master.Master`,
        ...address,
        '--port',
        `${masterPort}`,
        '--webui-port',
        '0',
      ])
      await until('The master should listen', () => listens(masterPort), [master])
      for (const name of ['worker-1', 'worker-2']) {
        const room = ['--cores', '1', '--memory', '1500m', '--webui-port', '0', '--work-dir', join(folder.work, name)]
        workers.push(sparkClass(name, [`${main}.worker.Worker`, ...address, ...room, masterUrl]))
      }
      return startServer()
    })
    return {
      port,
      master: masterUrl,
      staging: folder.staging,
      async restartServer() {
        await server.stop()
        server = await startServer()
      },
      async withoutServer(work) {
        await server.stop()
        try {
          return await work()
        } finally {
          server = await startServer()
        }
      },
      executors,
      events: folder.events,
      async eventLog() {
        const files = await readdir(folder.events)
        const newest = files
          .filter((name) => !name.startsWith('.'))
          .sort()
          .at(-1)
        if (newest === undefined) throw new Error('No program has kept an event log.')
        return join(folder.events, newest)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
