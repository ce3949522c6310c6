import { useMemo, useState } from 'react'
import { rememberUi, restoredUi } from '../state/ui-state.ts'
import type { LinkedChart } from './linked.ts'
import { dwarfs } from './plots/scale.ts'

/** Whether a chart may be drawn on a log scale: one bar dwarfs the rest. */
function mayBeLog({ model: { drawing } }: LinkedChart): boolean {
  if (!('scale' in drawing)) return false
  return dwarfs(drawing.marks.map(({ value }) => value))
}

/** A chart of counts on a log scale, which its notes say; other charts as they are. */
export function withLog(chart: LinkedChart): LinkedChart {
  const { drawing, notes } = chart.model
  if (!('scale' in drawing)) return chart
  const scale = { ...drawing.scale, log: true as const }
  return { ...chart, model: { ...chart.model, notes: ['Log scale.', ...notes], drawing: { ...drawing, scale } } }
}

/** The switch of a chart's menu; null where it is neither on nor of use. */
export interface LogSwitch {
  on: boolean
  toggle: () => void
}

/**
 * A chart on the scale that the person chose for it, kept over restarts.
 *
 * @param id names the chart
 */
export function useLogScale(
  id: string,
  chart: LinkedChart | null,
): { chart: LinkedChart | null; log: LogSwitch | null } {
  const key = `charts.${id}.log`
  const [on, setOn] = useState(() => restoredUi(key) === true)
  return useMemo(() => {
    if (!chart) return { chart, log: null }
    const toggle = () => {
      setOn(!on)
      rememberUi(key, !on)
    }
    return { chart: on ? withLog(chart) : chart, log: on || mayBeLog(chart) ? { on, toggle } : null }
  }, [key, chart, on])
}
