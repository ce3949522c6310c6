import type { Engine } from '../../../electron/publish/engine/engine.ts'
import type { Cluster } from '../cluster.ts'
import type { Site } from '../site.ts'

/** How much the rows do. */
export interface Sizes {
  /** Films of the sample catalogue, and of the larger one. */
  sample: number
  many: number
  /** Named points and random moments at which C4 kills a publisher, and reads that go on beside. */
  points: number
  kills: number
  reads: number
  /** Films of the sample that the notebooks are given, beside those with every quirk. */
  transform: number
}

export const whole: Sizes = { sample: 5_000, many: 100_000, points: 12, kills: 20, reads: 200, transform: 1_000 }
/** Every row, on a machine that has other things to do. */
export const quick: Sizes = { sample: 300, many: 2_000, points: 3, kills: 2, reads: 10, transform: 100 }

/** What the rows of the table work on. */
export interface Ground {
  cluster: Cluster
  /** The Python that Spark was installed into. */
  python: string
  /** Of Delta Lake, on this machine. */
  jars: readonly string[]
  /** A session of somebody beside the publisher: reads what readers see, and does what nobody should. */
  engine: Engine
  /** A folder for data folders. */
  home: string
  /** The sample catalogue, loaded, and its schema: made when it is first asked for. Every row leaves it published. */
  sample(): Promise<Site>
  /** Another site, ended with the cluster; `config`: settings of the destination, `folder`: of its data, where there are two. */
  site(schema: string, films: number, config?: Record<string, unknown>, folder?: string): Promise<Site>
  sizes: Sizes
  /** Says something for the table. */
  note(text: string): void
}

/** One line of the acceptance table: passes unless it throws. */
export interface Row {
  name: string
  title: string
  run(ground: Ground): Promise<void>
}
