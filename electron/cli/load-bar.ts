import cliProgress from 'cli-progress'
import type { SyncProgress } from '../../shared/ipc/progress.ts'

/** A progress bar for a load on a terminal stream. */
export function loadBar(stream: NodeJS.WriteStream): { progress(snapshot: SyncProgress): void; end(): void } {
  const bar = new cliProgress.SingleBar({
    stream,
    hideCursor: true,
    clearOnComplete: false,
    fps: 10,
    emptyOnZero: true,
    format: (options, params, payload: Partial<SyncProgress>) => {
      const drawn = cliProgress.Format.BarFormat(params.progress, options)
      return `${(payload.phase ?? 'starting').padEnd(10)} ${drawn} ${params.value}/${params.total} pages${details(payload)}`
    },
  })
  let started = false
  return {
    progress(snapshot) {
      if (!started) bar.start(Math.max(1, snapshot.pages.planned), 0, snapshot)
      started = true
      bar.setTotal(Math.max(1, snapshot.pages.planned))
      bar.update(snapshot.pages.done, snapshot)
    },
    end() {
      if (started) bar.stop()
      started = false
    },
  }
}

function details({ films, rowsPerSecond, etaMs, retries, workers, waiting }: Partial<SyncProgress>): string {
  const parts: string[] = []
  if (films) parts.push(`${films.fetched} films`)
  if (rowsPerSecond) parts.push(`${rowsPerSecond}/s`)
  if (etaMs !== undefined && etaMs !== null) parts.push(`${Math.ceil(etaMs / 1000)} s left`)
  if (retries) parts.push(`${retries} retries`)
  if (workers && workers.effective < workers.max) parts.push(`${workers.effective} of ${workers.max} workers`)
  if (waiting) parts.push(`waiting: ${waiting.reason.replace('_', ' ')}`)
  return parts.length > 0 ? ` | ${parts.join(', ')}` : ''
}
