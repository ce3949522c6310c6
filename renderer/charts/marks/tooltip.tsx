import type { CSSProperties } from 'react'
import type { MarkTip } from '../model.ts'
import type { PlotBox } from '../plots/geometry.ts'

/** Size of the whole plot, in pixels. */
interface PlotSize {
  width: number
  height: number
}

/** Beside a narrow mark, on the side with more room; under or over a mark that fills the width, clear of its label. */
function tipPlace(slot: PlotBox, box: PlotBox, { width, height: room }: PlotSize, height: number): CSSProperties {
  if (slot.width > width / 3) {
    const below = box.top + slot.top + slot.height + 2
    const fits = below + height <= room + 18
    return { left: box.left + 24, top: fits ? below : box.top + slot.top - height - 2 }
  }
  const right = box.left + slot.left + slot.width
  const top = Math.max(0, Math.min(box.top + slot.top, room - height))
  return right > width * 0.55 ? { top, right: width - (box.left + slot.left) + 6 } : { top, left: right + 6 }
}

/** All there is to say about a mark, beside it. The same words are the mark's accessible name, so this is for eyes only. */
export function ChartTooltip({ tip, slot, box, plot }: { tip: MarkTip; slot: PlotBox; box: PlotBox; plot: PlotSize }) {
  const style = tipPlace(slot, box, plot, 26 + tip.lines.length * 17)
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
