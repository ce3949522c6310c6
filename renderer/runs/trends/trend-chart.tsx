import { Ellipsis } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { ChartTableDialog } from '../../charts/chart-dialog.tsx'
import { exportModel, saveModel } from '../../charts/chart-menu.ts'
import type { PictureFormat } from '../../charts/files/save-chart.ts'
import type { LogSwitch } from '../../charts/log-scale.ts'
import { MarkLayer } from '../../charts/marks/mark-layer.tsx'
import { MarkMenu, type MenuAnchor } from '../../charts/marks/mark-menu.tsx'
import type { ChartModel } from '../../charts/model.ts'
import { boxOf } from '../../charts/plots/geometry.ts'
import { Plot } from '../../charts/plots/plot.tsx'
import { IconButton, Menu, type MenuEntry, ViewBoundary } from '../../components/index.ts'
import { catalogueLine } from '../../format.ts'
import { useReportPart } from '../../state/actions/report-offer.ts'
import { useGold } from '../../state/query.ts'

interface TrendChartProps {
  model: ChartModel
  /** Draws it on a log scale, or not; null where that is of no use. */
  log: LogSwitch | null
  /** What a mark leads to. */
  onPick: (index: number) => void
  /** What can be chosen for a mark. */
  entries: (index: number) => MenuEntry[]
}

/** A picture of what runs did. Its marks lead to runs: nothing here is filtered by. */
export function TrendChart({ model, log, onPick, entries }: TrendChartProps) {
  const body = useRef<HTMLDivElement>(null)
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 })
  const [menu, setMenu] = useState<MenuAnchor | null>(null)
  const [isTable, setTable] = useState(false)
  const isSample = useGold('warehouse.status', undefined).data?.isSample ?? false
  useLayoutEffect(() => {
    const element = body.current
    if (!element) return
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const context = () => [catalogueLine(isSample, Date.now())]
  const section = useRef<HTMLElement>(null)
  const hasMarks = model.drawing.marks.length > 0
  useReportPart('chart', model.title, section, hasMarks ? () => ({ kind: 'chart', model }) : null)
  const save = (format: PictureFormat) => saveModel(model, format, context())
  const ofChart: MenuEntry[] = [
    { label: 'Show as a table…', onSelect: () => setTable(true) },
    ...(log ? [{ label: 'Log scale', checked: log.on, onSelect: log.toggle }] : []),
    { kind: 'separator' },
    { label: 'Save as PNG…', onSelect: () => void save('png') },
    { label: 'Save as SVG…', onSelect: () => void save('svg') },
    { label: 'Export its numbers…', onSelect: () => exportModel(model, context()) },
  ]
  const { title, counted, notes, drawing } = model
  return (
    <section ref={section} className="chart trend" aria-label={title}>
      <header className="chart-head">
        <h2 title={title}>{title}</h2>
        <span className="chart-counted truncate">{counted}</span>
        <span className="spacer" />
        <Menu
          align="end"
          trigger={<IconButton small label={`More for ${title}`} icon={<Ellipsis aria-hidden />} />}
          entries={ofChart}
        />
      </header>
      <div ref={body} className="chart-body">
        <ViewBoundary view={`chart ${title}`} title="This chart could not be drawn" drawnFrom={[model]}>
          {width > 0 && height > 0 && drawing.marks.length > 0 ? (
            <>
              <Plot model={model} width={width} height={height} />
              <MarkLayer
                model={model}
                box={boxOf(drawing, width, height)}
                width={width}
                height={height}
                onAct={onPick}
                onClear={() => undefined}
                onMenu={(index, at) => setMenu({ index, ...at })}
              />
            </>
          ) : null}
        </ViewBoundary>
      </div>
      <p className="chart-notes" title={notes.join(' ')}>
        {notes.join(' ')}
      </p>
      {menu ? (
        <MarkMenu
          anchor={menu}
          entries={[
            ...(menu.index === null ? [] : [...entries(menu.index), { kind: 'separator' as const }]),
            ...ofChart,
          ]}
          onClose={() => setMenu(null)}
        />
      ) : null}
      {isTable ? <ChartTableDialog model={model} onClose={() => setTable(false)} /> : null}
    </section>
  )
}
