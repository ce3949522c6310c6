import type { SyncSettings } from '../../../shared/contract/sync.ts'
import type { SyncMode } from '../../../shared/ipc/progress.ts'
import type { LoadStore, RunStart } from '../../warehouse/write/load-store.ts'
import type { EngineHooks } from '../fetch/page-source.ts'
import type { RunControl } from '../fetch/run-control.ts'
import type { Runtime } from '../fetch/runtime.ts'
import type { Transport } from '../fetch/transport.ts'
import type { ProgressListener } from '../progress/progress.ts'
import type { ResponseReader } from '../response/response-reader.ts'

/** One load, and everything it depends on. */
export interface LoadRequest {
  store: LoadStore
  settings: SyncSettings
  /** Null = incremental, or full when one is due. */
  mode: SyncMode | null
  dryRun: boolean
  /** Of a run that is resumed, only this page that was given up; the others stay left out. Null = all of them. */
  page: number | null
  trigger: RunStart['trigger']
  /** A person agreed that a shrunken source is true: no stop at 95%, and films missing from two sweeps are removed. */
  acceptRemovals: boolean
  /** A person agreed that fields which the source no longer sends are unknown: what was known of them goes. */
  acceptMissingFields?: boolean
  transport: Transport
  /** Reads what the transport brings. */
  responses: ResponseReader
  runtime: Runtime
  userAgent: string
  control: RunControl
  listener: ProgressListener | null
  /** Continues the numbering of earlier progress snapshots. */
  firstSeq?: number
  hooks: EngineHooks
  /** Called as soon as the run is in the ledger; null in a dry run. */
  onRun?: (runId: number | null) => void
  /** Called when gold has a new version. */
  onPublished?: (goldVersion: number) => void
  /** Original of an unexpected failure, for the log. */
  onUnexpected?: (error: unknown) => void
}
