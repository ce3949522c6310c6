import { History } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import type { RunRow } from '../../shared/contract/sync.ts'
import { Button, EmptyState, SplitPane, ToggleGroup, toast, toastError } from '../components/index.ts'
import { formatCount } from '../format.ts'
import { ColumnsButton } from '../grid/columns/columns-button.tsx'
import { DataGrid } from '../grid/data-grid.tsx'
import '../grid/grid.css'
import { useGridLayout } from '../grid/columns/use-grid-layout.ts'
import type { GridHandle } from '../grid/grid-types.ts'
import { gridHeight } from '../grid/scroll/use-grid-scroll.ts'
import type { WindowSnapshot } from '../grid/scroll/window-cache.ts'
import type { PageProps } from '../page-props.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { startSync } from '../sync/actions.ts'
import { LiveRun } from './live-run.tsx'
import { runColumns } from './run-columns.tsx'
import { RunDetail } from './run-detail.tsx'
import './runs.css'
import { Trends } from './trends/trends.tsx'
import { useRunSource } from './use-run-source.ts'

const runKey = (run: RunRow) => run.runId

/** The history of loads, and what they made of the catalogue over time. `/runs/<number>` opens a run, `/runs/trends` the trends. */
export default function RunsPage(props: PageProps) {
  return props.param === 'trends' ? <TrendsPage /> : <HistoryPage {...props} />
}

/** The way from one part of the page to the other. */
function Parts({ shown }: { shown: 'history' | 'trends' }) {
  return (
    <ToggleGroup
      small
      label="Part of the page"
      value={shown}
      options={[
        { value: 'history', label: 'History' },
        { value: 'trends', label: 'Trends' },
      ]}
      onChange={(next) => navigate(next === 'trends' ? '/runs/trends' : '/runs')}
    />
  )
}

function TrendsPage() {
  return (
    <div className="page runs">
      <div className="page-head">
        <h1>Runs</h1>
        <Parts shown="trends" />
      </div>
      <LiveRun />
      <div className="runs-body">
        <Trends />
      </div>
    </div>
  )
}

/** The history of loads, and the chosen one in full. */
function HistoryPage({ param }: PageProps) {
  const source = useRunSource()
  const layout = useGridLayout('runs', runColumns)
  const grid = useRef<GridHandle>(null)
  const [state, setState] = useState<WindowSnapshot | null>(null)
  const [focused, setFocused] = useState<RunRow | undefined>(undefined)
  const syncing = useAppStore((app) => isSyncing(app.progress))
  /** A run named in the address that the grid has not come to yet. */
  const [sought, setSought] = useState<number | null>(() => numberOf(param))
  const shown = state?.shownKey === source.key && state.total !== null

  const onFocusRow = useCallback((run: RunRow | undefined) => {
    // While a row is being read, the one before stays.
    if (run) setFocused(run)
  }, [])
  /** The run that this page wrote into the address itself, by following the focus. */
  const written = useRef<number | null>(null)
  useEffect(() => {
    const asked = numberOf(param)
    if (asked !== null && asked !== written.current) setSought(asked)
  }, [param])
  useEffect(() => {
    if (sought === null || !shown) return
    let dropped = false
    const find = async () => {
      const index = (await source.locate?.(sought)) ?? null
      if (dropped) return
      if (index === null) toast(`There is no run ${sought}`)
      else grid.current?.goTo(index)
      setSought(null)
    }
    find().catch((thrown: unknown) => {
      if (!dropped) toastError(`Run ${sought} was not found`, thrown)
    })
    return () => {
      dropped = true
    }
  }, [sought, shown, source])
  const current = focused?.runId
  useEffect(() => {
    if (sought !== null || current === undefined) return
    written.current = current
    navigate(`/runs/${current}`, { replace: true })
  }, [sought, current])

  const table = (
    <DataGrid
      ref={grid}
      id="runs"
      label="Runs"
      columns={runColumns}
      layout={layout}
      defaultSort={[]}
      source={source}
      rowId={runKey}
      onFocusRow={onFocusRow}
      onActivate={() => document.querySelector<HTMLElement>('.run-detail [role="tab"][aria-selected="true"]')?.focus()}
      onState={setState}
      empty={
        <EmptyState
          title="No runs yet"
          icon={<History aria-hidden />}
          actions={
            <Button variant="primary" disabled={syncing} onClick={() => void startSync()}>
              Sync
            </Button>
          }
        >
          Every load leaves its history here: what it added and changed, how long it took, what failed.
        </EmptyState>
      }
    />
  )
  return (
    <div className="page runs">
      <div className="page-head">
        <h1>Runs</h1>
        <Parts shown="history" />
        <span className="muted truncate" role="status">
          {!state?.total ? '' : `${formatCount(state.total, 'run')}, newest first`}
        </span>
        <span className="spacer" />
        <ColumnsButton gridId="runs" columns={runColumns} layout={layout} />
      </div>
      <LiveRun />
      <div className="runs-body">
        <SplitPane
          id="runs"
          orientation="vertical"
          label="Size of the history"
          firstSize={30}
          firstMin="58px"
          {...(state?.total ? { firstContent: gridHeight(state.total) } : {})}
          secondMin="180px"
          first={table}
          second={current !== undefined && state?.total ? <RunDetail runId={current} /> : null}
        />
      </div>
    </div>
  )
}

function numberOf(param: string | null): number | null {
  return param !== null && /^\d{1,9}$/.test(param) ? Number(param) : null
}
