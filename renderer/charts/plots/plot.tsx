import { lazy, Suspense } from 'react'
import type { ChartModel } from '../model.ts'
import './plot.css'
import { AreaPlot, BarPlot, ColumnPlot } from './plot-counts.tsx'
import { HeatPlot } from './plot-heat.tsx'
import { SpreadPlot } from './plot-spread.tsx'

/** Recharts' own charts: more code than the first page needs. */
const FurtherPlot = lazy(() => import('../further/further-plot.tsx'))

/** Draws a chart's marks and axes. What they say is in the mark layer, so the picture itself is hidden from screen readers. */
export function Plot(props: { model: ChartModel; width: number; height: number }) {
  return (
    <div className="chart-plot" aria-hidden="true">
      <PlotOfKind {...props} />
    </div>
  )
}

function PlotOfKind(props: { model: ChartModel; width: number; height: number }) {
  switch (props.model.drawing.kind) {
    case 'columns':
      return <ColumnPlot {...props} />
    case 'area':
      return <AreaPlot {...props} />
    case 'bars':
      return <BarPlot {...props} />
    case 'spread':
      return <SpreadPlot {...props} />
    case 'heat':
      return <HeatPlot {...props} />
    case 'series':
    case 'scatter':
    case 'multiples':
      return (
        <Suspense fallback={null}>
          <FurtherPlot {...props} />
        </Suspense>
      )
  }
}
