import type { PlotBox } from './geometry.ts'
import type { MarkTip } from './model.ts'

/** All there is to say about a mark, beside it. The same words are the mark's accessible name, so this is for eyes only. */
export function ChartTooltip({ tip, slot, box, width }: { tip: MarkTip; slot: PlotBox; box: PlotBox; width: number }) {
  const left = box.left + slot.left + slot.width
  const onLeft = left > width * 0.55
  const style = {
    top: Math.max(0, box.top + slot.top + Math.min(slot.height / 2, 24) - 12),
    ...(onLeft ? { right: width - (box.left + slot.left) + 6 } : { left: left + 6 }),
  }
  return (
    <div className="chart-tip" style={style} aria-hidden="true">
      <div className="chart-tip-title">{tip.title}</div>
      <dl>
        {tip.lines.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
