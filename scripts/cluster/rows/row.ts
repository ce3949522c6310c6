import type { Engine } from '../../../electron/publish/engine/engine.ts'
import type { Cluster } from '../cluster.ts'
import type { Site } from '../site.ts'

/** What the rows of the table work on. */
export interface Ground {
  cluster: Cluster
  /** A session of somebody beside the publisher: reads what readers see, and does what nobody should. */
  engine: Engine
  /** A folder for data folders. */
  home: string
  /** The sample catalogue, loaded, and its schema: made when it is first asked for. Every row leaves it published. */
  sample(): Promise<Site>
  /** Another site, ended with the cluster; `config`: settings of the destination, `folder`: of its data, where there are two. */
  site(schema: string, films: number, config?: Record<string, unknown>, folder?: string): Promise<Site>
  /** Random moments at which C4 kills a publisher, beside its named points. */
  kills: number
  /** Says something for the table. */
  note(text: string): void
}

/** One line of the acceptance table: passes unless it throws. */
export interface Row {
  name: string
  title: string
  run(ground: Ground): Promise<void>
}
