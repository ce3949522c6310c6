import { useCallback, useState } from 'react'
import type { ChannelInput } from '../../shared/contract/index.ts'
import type { ExportProgress, Written } from '../../shared/export/export-spec.ts'
import { type ApiError, asApiError, call } from '../api.ts'
import { onExportProgress } from '../state/events.ts'

/** How an export goes on. */
export type ExportRun =
  | { state: 'none' }
  | { state: 'running'; progress: ExportProgress | null; isEnding: boolean }
  | { state: 'saved'; fileName: string; written: Written; hasSidecar: boolean }
  | { state: 'copied'; rows: number }
  | { state: 'failed'; error: ApiError }

/** Starts and cancels an export, and follows it. */
export function useRun() {
  const [run, setRun] = useState<ExportRun>({ state: 'none' })
  const start = useCallback(async (input: ChannelInput<'export.start'>) => {
    setRun({ state: 'running', progress: null, isEnding: false })
    const stop = onExportProgress((progress) =>
      setRun((before) => (before.state === 'running' ? { ...before, progress } : before)),
    )
    try {
      const answer = await call('export.start', input)
      if (answer.outcome === 'left') setRun({ state: 'none' })
      else if (answer.outcome === 'copied') setRun({ state: 'copied', rows: answer.rows })
      else setRun({ state: 'saved', fileName: answer.fileName, written: answer.written, hasSidecar: input.sidecar })
    } catch (thrown) {
      setRun({ state: 'failed', error: asApiError(thrown) })
    } finally {
      stop()
    }
  }, [])
  const cancel = useCallback(() => {
    setRun((before) => (before.state === 'running' ? { ...before, isEnding: true } : before))
    call('export.cancel').catch((thrown: unknown) => setRun({ state: 'failed', error: asApiError(thrown) }))
  }, [])
  const forget = useCallback(() => setRun({ state: 'none' }), [])
  return { run, start, cancel, forget }
}
