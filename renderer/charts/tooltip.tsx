import type { CSSProperties } from 'react'
import type { PlotBox } from './geometry.ts'
import type { MarkTip } from './model.ts'

/** Beside a narrow mark, on the side with more room; under or over a mark that fills the width, clear of its label. */
function tipPlace(slot: PlotBox, box: PlotBox, width: number, height: number): CSSProperties {
  if (slot.width > width / 3) {
    const below = box.top + slot.top + slot.height + 2
    const fits = below + height <= box.top + box.height + 20
    return { left: box.left + 24, top: fits ? below : box.top + slot.top - height - 2 }
  }
  const right = box.left + slot.left + slot.width
  const top = Math.max(0, Math.min(box.top + slot.top, box.top + box.height - height))
  return right > width * 0.55 ? { top, right: width - (box.left + slot.left) + 6 } : { top, left: right + 6 }
}

/** All there is to say about a mark, beside it. The same words are the mark's accessible name, so this is for eyes only. */
export function ChartTooltip({ tip, slot, box, width }: { tip: MarkTip; slot: PlotBox; box: PlotBox; width: number }) {
  const style = tipPlace(slot, box, width, 26 + tip.lines.length * 17)
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
