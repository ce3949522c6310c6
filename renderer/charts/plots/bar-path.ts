/** A rectangle of the plot, in pixels. */
export interface Bar {
  x: number
  y: number
  width: number
  height: number
}

const px = (value: number) => Math.round(value * 10) / 10

/** Many bars as one path: a hundred elements less to compare on every step of a brush. */
export function pathOf(bars: readonly Bar[]): string {
  let path = ''
  for (const { x, y, width, height } of bars) {
    if (width > 0 && height > 0) path += `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`
  }
  return path
}
