import { createRoot } from 'react-dom/client'
import type { ChartModel } from '../model.ts'
import { Plot } from '../plots/plot.tsx'

/** Looks at a plot that is being drawn, at most; it takes three or four. */
const mostLooks = 200

/** What is drawn in an element as one picture: of several, as small multiples are, each at its place. */
function drawnIn(host: HTMLElement): string {
  const pictures = [...host.querySelectorAll('svg')].filter((svg) => !svg.parentElement?.closest('svg'))
  const corner = host.getBoundingClientRect()
  const texts = pictures.map((svg) => {
    const { left, top } = svg.getBoundingClientRect()
    // On the page it fills its box; in a file it has its own size and place.
    svg.removeAttribute('style')
    svg.setAttribute('x', String(Math.round(left - corner.left)))
    svg.setAttribute('y', String(Math.round(top - corner.top)))
    return new XMLSerializer().serializeToString(svg)
  })
  return texts.length < 2 ? texts.join('') : `<svg xmlns="http://www.w3.org/2000/svg">${texts.join('')}</svg>`
}

/** The next turn of the page; a timer, because a window in the background has no frames. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 16))
}

/**
 * The plot of a chart that Recharts lays out in a page of its own accord, as markup for a file: drawn out of sight, at the size of
 * the picture, until nothing of it changes any more. Fails when it is never drawn.
 */
async function liveMarkup(model: ChartModel, { width, height }: { width: number; height: number }): Promise<string> {
  const host = document.createElement('div')
  host.className = 'chart-drawn-apart'
  host.style.width = `${width}px`
  host.style.height = `${height}px`
  document.body.append(host)
  const root = createRoot(host)
  try {
    root.render(<Plot model={model} width={width} height={height} />)
    let last = ''
    for (let look = 0; look < mostLooks; look++) {
      await nextTurn()
      const drawn = drawnIn(host)
      if (drawn.includes('recharts-cartesian-axis') && drawn === last) return drawn
      last = drawn
    }
    throw new Error('the chart was not drawn')
  } finally {
    root.unmount()
    host.remove()
  }
}

/** The same of a chart that Recharts draws; of another, which is drawn without a page, nothing. */
export async function markupIfLive(
  model: ChartModel,
  size: { width: number; height: number },
): Promise<string | undefined> {
  const { kind } = model.drawing
  return kind === 'series' || kind === 'scatter' || kind === 'multiples' ? liveMarkup(model, size) : undefined
}
