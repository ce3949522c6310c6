/** The colour of a genre: fixed by its id, whatever the filter. A CSS value for React styles and SVG attributes. */
export function categoryColor(id: number): string {
  return `var(--cat-${((id % 12) + 12) % 12})`
}

/** The heat step (0–8) of a value between 0 and the largest one; any value above 0 is visible. */
export function heatStep(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0
  return Math.min(8, Math.max(1, Math.ceil((value / largest) * 8)))
}

/** The background and text colour of a heat step. */
export function heatColors(step: number): { background: string; text: string } {
  return { background: `var(--seq-${step})`, text: step >= 5 ? 'var(--on-heat)' : 'var(--text)' }
}

/** A token as a resolved `rgb(…)` in the current theme, for canvas and saved SVG where `var()` means nothing. */
export function resolveToken(name: `--${string}`): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const color = getComputedStyle(probe).color
  probe.remove()
  return color
}
