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
 * The scale that the person chose for a chart, kept over restarts.
 *
 * @param id names the chart
 */
export function useLogSwitch(id: string): LogSwitch {
  const key = `charts.${id}.log`
  const [on, setOn] = useState(() => restoredUi(key) === true)
  return useMemo(() => {
    const toggle = () => {
      setOn(!on)
      rememberUi(key, !on)
    }
    return { on, toggle }
  }, [key, on])
}

/**
 * A chart on the scale that the person chose for it.
 *
 * @param id names the chart
 */
export function useLogScale(
  id: string,
  chart: LinkedChart | null,
): { chart: LinkedChart | null; log: LogSwitch | null } {
  const log = useLogSwitch(id)
  return useMemo(() => {
    if (!chart) return { chart, log: null }
    return { chart: log.on ? withLog(chart) : chart, log: log.on || mayBeLog(chart) ? log : null }
  }, [log, chart])
}
