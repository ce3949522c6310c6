import { useCallback, useRef, useState } from 'react'
import { type ReportFormat, reportSpecSchema } from '../../shared/report/report-spec.ts'
import { type ApiError, asApiError, call } from '../api.ts'
import type { OfferedPart } from '../state/actions/report-offer.ts'
import { drawReport, type ReportWords } from './draw-report.ts'

/** How a report goes on. */
export type ReportRun =
  | { state: 'none' }
  | { state: 'running'; isEnding: boolean }
  | { state: 'saved'; fileName: string; bytes: number }
  | { state: 'cancelled' }
  | { state: 'failed'; error: Pick<ApiError, 'message'> }

/** Draws and saves a report, or gives it up. */
export function useReportRun() {
  const [run, setRun] = useState<ReportRun>({ state: 'none' })
  const drawing = useRef<AbortController | null>(null)
  const start = useCallback(async (words: ReportWords, parts: readonly OfferedPart[], format: ReportFormat) => {
    const own = new AbortController()
    drawing.current = own
    setRun({ state: 'running', isEnding: false })
    try {
      const spec = await drawReport(words, parts, own.signal)
      // What main would refuse is told here in words that help.
      const checked = reportSpecSchema.safeParse(spec)
      if (!checked.success) {
        setRun({ state: 'failed', error: { message: 'That is more than one report takes. Leave some parts out.' } })
        return
      }
      const answer = await call('report.save', { spec, format })
      setRun(answer.outcome === 'left' ? { state: 'none' } : { state: 'saved', ...answer })
    } catch (thrown) {
      const error = asApiError(thrown)
      setRun(own.signal.aborted || error.kind === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error })
    } finally {
      if (drawing.current === own) drawing.current = null
    }
  }, [])
  const cancel = useCallback(() => {
    if (!drawing.current) return
    drawing.current.abort()
    setRun((before) => (before.state === 'running' ? { ...before, isEnding: true } : before))
    call('report.cancel').catch((thrown: unknown) => setRun({ state: 'failed', error: asApiError(thrown) }))
  }, [])
  const forget = useCallback(() => setRun({ state: 'none' }), [])
  return { run, start, cancel, forget }
}
