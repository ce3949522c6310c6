import type { ChartModel } from '../model.ts'
import { ScatterPlot } from './scatter-plot.tsx'
import { SeriesPlot } from './series-plot.tsx'

/** The kinds that Recharts' own charts draw. A module of its own, because it brings all of Recharts. */
export default function FurtherPlot(props: { model: ChartModel; width: number; height: number }) {
  return props.model.drawing.kind === 'scatter' ? <ScatterPlot {...props} /> : <SeriesPlot {...props} />
}
