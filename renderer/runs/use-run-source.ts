import { useMemo } from 'react'
import type { RunRow } from '../../shared/contract/sync.ts'
import { call } from '../api.ts'
import type { GridSource } from '../grid/grid-types.ts'
import { useAppStore } from '../state/app-store.ts'
import { useGoldKey } from '../state/query.ts'

/** The runs as the grid asks for them; read again when one starts or ends, another program's included. */
export function useRunSource(): GridSource<RunRow> {
  const [, workspace, version, generation] = useGoldKey()
  const running = useAppStore((state) => `${state.progress.runId} ${state.progress.status}`)
  const ledger = useAppStore((state) => state.ledgerVersion)
  return useMemo(() => {
    const question = `${workspace} runs`
    return {
      question,
      key: `${question} ${version} ${generation} ${running} ${ledger}`,
      fetch: async (offset, limit) => {
        const { total, runs } = await call('runs.list', { offset, limit })
        return { total, rows: runs }
      },
      locate: (rowId) => locateRun(Number(rowId)),
    }
  }, [workspace, version, generation, running, ledger])
}

/** Where a run stands, newest first: run numbers grow by one, so its place follows from the newest; null when it is not there. */
async function locateRun(runId: number): Promise<number | null> {
  const { runs } = await call('runs.list', { offset: 0, limit: 1 })
  const place = (runs[0]?.runId ?? 0) - runId
  if (place < 0) return null
  // A number that was never used would shift the place: look from a little before.
  const first = Math.max(0, place - 50)
  const near = await call('runs.list', { offset: first, limit: 100 })
  const index = near.runs.findIndex((run) => run.runId === runId)
  return index < 0 ? null : first + index
}
