import { memo } from 'react'
import type { ChartModel, SeriesDrawing, ValueTicks } from '../model.ts'
import { boxOf, type PlotBox } from '../plots/geometry.ts'
import { Legend } from './legend.tsx'
import { panelLeft, panelPlaces, panelRoom } from './panels.ts'
import { namedSlots, SeriesChart } from './series-plot.tsx'

/** Pixels above the marks of a panel, for the upper half of the text at its highest value. */
const head = 6
/** Pixels that a character of an axis takes. */
const character = 6.5

/** Small multiples: one of Recharts' charts each, with the same axes, named at the edges; one legend for all. */
export const MultiplesPlot = memo(function MultiplesPlot(props: { model: ChartModel; width: number; height: number }) {
  const { model, width, height } = props
  const { drawing } = model
  if (drawing.kind !== 'multiples') return null
  const whole = boxOf(drawing, width, height)
  const places = panelPlaces(drawing, whole)
  const [first] = drawing.panels
  const side = panelLeft(drawing)
  return (
    <div className="multiples" style={{ width, height }}>
      {drawing.panels.map(({ name, drawing: own }, at) => {
        const place = places[at]
        if (!place) return null
        const { box, hasLeft, hasBottom } = place
        const left = hasLeft ? side : 0
        const bottom = hasBottom ? panelRoom.bottom : panelRoom.below
        return (
          <div key={name} className="panel" style={{ left: box.left - left, top: box.top - head }}>
            <SeriesChart
              drawing={own}
              width={box.width + left + panelRoom.right}
              height={box.height + head + bottom}
              box={{ left, top: head, width: box.width, height: box.height }}
              named={fewSlots(own, box)}
              axis={fewTicks(own, box)}
              hidden={{ left: !hasLeft, bottom: !hasBottom }}
            />
          </div>
        )
      })}
      <svg className="panel-names" width={width} height={height} aria-hidden="true">
        {drawing.panels.map(({ name }, at) => {
          const { left = 0, top = 0, width: room = 0 } = places[at]?.box ?? {}
          const most = Math.max(1, Math.floor(room / character))
          return (
            <text key={name} className="panel-name" x={left} y={top - 5}>
              {name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name}
            </text>
          )
        })}
        {first ? <Legend drawing={first.drawing} box={whole} width={width} height={height} /> : null}
      </svg>
    </div>
  )
})

/** The slots that are named below or beside a panel: of those that the axis names as many as there is room for. */
function fewSlots(drawing: SeriesDrawing, box: PlotBox): readonly number[] {
  const named = namedSlots(drawing, box)
  if (drawing.across) return named
  const longest = named.reduce((most, slot) => Math.max(most, drawing.slots[slot]?.length ?? 0), 1)
  return thinned(named, box.width / (longest * character + 8))
}

function fewTicks({ axis, across }: SeriesDrawing, box: PlotBox): ValueTicks {
  const longest = axis.ticks.reduce((most, { label }) => Math.max(most, label.length), 1)
  const room = across ? box.width / (longest * character + 8) : box.height / 14
  const ticks = thinned(axis.ticks, room)
  // The last along the width would run into the first of the next panel.
  const isFull = across && ticks.length > 1 && ticks.at(-1)?.at === axis.domain[1]
  return { ...axis, ticks: isFull ? ticks.slice(0, -1) : ticks }
}

/** Each so many of a list, so that about `room` are left. */
function thinned<T>(list: readonly T[], room: number): T[] {
  const step = Math.max(1, Math.ceil(list.length / Math.max(1, room)))
  return list.filter((_, at) => at % step === 0)
}
