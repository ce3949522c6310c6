import type { ChartModel } from '../model.ts'
import { MultiplesPlot } from './multiples-plot.tsx'
import { ScatterPlot } from './scatter-plot.tsx'
import { SeriesPlot } from './series-plot.tsx'

/** The kinds that Recharts' own charts draw. A module of its own, because it brings all of Recharts. */
export default function FurtherPlot(props: { model: ChartModel; width: number; height: number }) {
  switch (props.model.drawing.kind) {
    case 'scatter':
      return <ScatterPlot {...props} />
    case 'multiples':
      return <MultiplesPlot {...props} />
    default:
      return <SeriesPlot {...props} />
  }
}
