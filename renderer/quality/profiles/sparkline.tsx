import { largest } from '../../../shared/extremes.ts'
import { type TrendPoint, trendSentence, trendText } from '../quality-text.ts'

const barWidth = 4
const height = 14
/** Runs drawn; older ones are in the sentence. */
const shownRuns = 12

/** A small trend by run with its text. Bars of equal height would say nothing, so a run with none has a baseline only. */
export function Sparkline({ points, what }: { points: readonly TrendPoint[]; what: string }) {
  if (points.length === 0) return null
  const shown = points.slice(-shownRuns)
  const max = largest(
    shown.map(({ value }) => value),
    1,
  )
  const width = shownRuns * barWidth
  const left = (shownRuns - shown.length) * barWidth
  return (
    <span className="sparkline">
      <svg width={width} height={height} role="img" aria-label={`${what} by run: ${trendSentence(points)}`}>
        <line className="sparkline-base" x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
        {shown.map(({ runId, value }, index) => {
          const tall = value === 0 ? 0 : Math.max(2, (value / max) * (height - 2))
          return (
            <rect
              key={runId}
              className={index === shown.length - 1 ? 'sparkline-last' : 'sparkline-bar'}
              x={left + index * barWidth}
              y={height - 1 - tall}
              width={barWidth - 1}
              height={tall}
            />
          )
        })}
      </svg>
      <span className="small muted nowrap">{trendText(points)}</span>
    </span>
  )
}
