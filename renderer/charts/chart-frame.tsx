import { Ellipsis } from 'lucide-react'
import { memo, type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { Button, classes, IconButton, Menu, Skeleton, ViewBoundary } from '../components/index.ts'
import type { FilterChange } from '../filter/reducers.ts'
import { useFilterStore } from '../filter/store.ts'
import { useExporterOnUse } from '../state/actions/exporter.ts'
import { useReportPart } from '../state/actions/report-offer.ts'
import { ChartDialog, type ChartDialogKind } from './chart-dialog.tsx'
import { type ChartMenuActions, chartEntries, exportChart, markEntries } from './chart-menu.ts'
import './charts.css'
import type { LinkedChart } from './linked.ts'
import { useLogScale } from './log-scale.ts'
import { MarkLayer } from './marks/mark-layer.tsx'
import { MarkMenu, type MenuAnchor } from './marks/mark-menu.tsx'
import type { WhyAsked } from './marks/why-dialog.tsx'
import { boxOf } from './plots/geometry.ts'
import { Plot } from './plots/plot.tsx'

export interface ChartFrameProps {
  /** Names the chart for what is kept of it. */
  id: string
  /** Stands in the markup from the first frame, before there are numbers. */
  title: string
  chart: LinkedChart | null
  stale: boolean
  /** Lines for a saved file of a chart: the filter in words, the catalogue, the date. */
  context: (chart: LinkedChart) => readonly string[]
  /** Shows the films behind a filter. */
  onRows: (change: FilterChange) => void
  /** Shows the SQL of a mark's films, or of the chart for null, in place of the frame's own dialog. */
  onSql?: (mark: number | null) => void
  /** Whether the menu is there yet: the marks of all charts come first. */
  withMenu: boolean
  /** What else can be chosen for the chart, before its menu. */
  tools?: ReactNode
  className?: string
}

/** What is asked of a mark's number, under the filter of now. */
function whyOf(chart: LinkedChart, mark: number): WhyAsked {
  const { filter } = useFilterStore.getState()
  return {
    name: chart.model.drawing.marks[mark]?.name ?? '',
    mark: chart.behind(mark)(filter),
    around: (chart.why?.around(mark) ?? chart.leavesOut)(filter),
    measure: chart.why?.measure ?? 'films',
  }
}

/** Pixel size of an element, followed while it is in the page; 0 × 0 before it is laid out. */
function useSize() {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const width = Math.floor(element.clientWidth)
      const height = Math.floor(element.clientHeight)
      setSize((known) => (known.width === width && known.height === height ? known : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, ...size }
}

/**
 * What every chart has in common: title, what is counted and how many, the plot with its marks, honest notes, the way to clear
 * its own clause, and the menu (rows behind it, SQL, table, files). Its size never depends on its numbers.
 */
export const ChartFrame = memo(function ChartFrame(props: ChartFrameProps) {
  const { id, title, stale, context, onRows, onSql, withMenu, tools, className } = props
  const { chart, log } = useLogScale(id, props.chart)
  const { ref, width, height } = useSize()
  const apply = useFilterStore((state) => state.apply)
  const [menu, setMenu] = useState<MenuAnchor | null>(null)
  const [dialog, setDialog] = useState<ChartDialogKind | null>(null)
  const closeDialog = useCallback(() => setDialog(null), [])
  const actions: ChartMenuActions | null = chart && {
    chart,
    log,
    context,
    apply,
    onRows,
    onSql: onSql ?? ((mark) => setDialog({ kind: 'sql', mark })),
    onTable: () => setDialog({ kind: 'table' }),
    onWhy: (mark) => setDialog({ kind: 'why', asked: whyOf(chart, mark) }),
  }
  const offerExport = useExporterOnUse(title, async () => {
    if (actions) exportChart(actions)
  })
  const section = useRef<HTMLElement>(null)
  useReportPart('chart', title, section, chart ? () => ({ kind: 'chart', model: chart.model }) : null)
  const notes = chart?.model.notes.join(' ') ?? ''

  return (
    <section
      ref={section}
      className={classes('chart', className)}
      aria-label={title}
      onFocus={offerExport}
      onPointerDown={offerExport}
    >
      <header className="chart-head">
        <h2 title={title}>{title}</h2>
        <span className="chart-counted truncate" title={chart?.model.counted}>
          {chart?.model.counted}
        </span>
        <span className="spacer" />
        {chart?.isActive && (
          <Button variant="quiet" small onClick={() => apply(chart.clear)} aria-label={`Clear the filter of ${title}`}>
            Clear
          </Button>
        )}
        {tools}
        {actions && withMenu && (
          <Menu
            align="end"
            trigger={<IconButton small label={`More for ${title}`} icon={<Ellipsis aria-hidden />} />}
            entries={chartEntries(actions)}
          />
        )}
      </header>
      <div ref={ref} className={classes('chart-body', stale && 'is-stale')}>
        <ViewBoundary view={`chart ${title}`} title="This chart could not be drawn" drawnFrom={[chart?.model]}>
          {chart && width > 0 && height > 0 ? (
            <>
              <Plot model={chart.model} width={width} height={height} />
              {chart.model.drawing.marks.length > 0 && (
                <MarkLayer
                  model={chart.model}
                  box={boxOf(chart.model.drawing, width, height)}
                  width={width}
                  height={height}
                  onAct={(index, action) => apply(chart.act(index, action))}
                  onClear={() => apply(chart.clear)}
                  {...(chart.brush
                    ? {
                        onBrush: (from: number, to: number, gesture: string) =>
                          chart.brush && apply(chart.brush(from, to), gesture),
                      }
                    : {})}
                  onMenu={(index, at) => setMenu({ index, ...at })}
                />
              )}
            </>
          ) : (
            <div className="chart-loading">
              <Skeleton width="40%" />
              <Skeleton width="70%" />
              <Skeleton width="55%" />
            </div>
          )}
        </ViewBoundary>
      </div>
      <p className="chart-notes" title={notes}>
        {notes}
      </p>
      <p className="chart-keys" aria-hidden="true">
        Arrows move · Space picks · Shift {chart?.brush ? 'brushes' : 'adds'} · X excludes · Esc clears · Shift+F10 menu
      </p>
      {actions && menu && (
        <MarkMenu anchor={menu} entries={markEntries(actions, menu.index)} onClose={() => setMenu(null)} />
      )}
      {chart && dialog && <ChartDialog asked={dialog} chart={chart} onClose={closeDialog} />}
    </section>
  )
})
