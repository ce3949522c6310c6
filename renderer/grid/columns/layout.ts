import * as z from 'zod'

/** What a grid needs to know of a column to lay it out. */
export interface LayoutColumn {
  id: string
  /** Preferred width in pixels. */
  width: number
  /** Weight by which it takes room that is left; absent = it keeps its width. */
  grow?: number
  /** Times its width that it grows to at most; absent = `mostGrowth`. Set where nothing beside it is read along with it. */
  most?: number
  /** Pinned to the start unless the person says otherwise. */
  pinned?: boolean
  /** Hidden unless the person says otherwise. */
  hidden?: boolean
}

export const minColumnWidth = 48
export const maxColumnWidth = 1200
/** Pixels a key press resizes by. */
export const resizeStep = 16

export interface GridSort {
  key: string
  dir: 'asc' | 'desc'
}

/** What rows are sorted by, most important key first. */
export type GridOrder = readonly GridSort[]

/** How a person arranged a grid: what is kept over restarts. */
export interface GridLayout {
  /** Every column once; pinned ones are shown first whatever their place here. */
  order: string[]
  /** Only widths that were changed. */
  widths: Record<string, number>
  hidden: string[]
  /** Pinned to the start, in order. */
  pinned: string[]
  /** Most important key first; null = the grid's own default order. */
  sort: GridOrder | null
}

const keptSort = z.object({ key: z.string(), dir: z.enum(['asc', 'desc']) })

const keptLayout = z.object({
  order: z.array(z.string()),
  widths: z.record(z.string(), z.number()),
  hidden: z.array(z.string()),
  pinned: z.array(z.string()),
  // One key alone was kept as itself before there were several.
  sort: z.union([z.array(keptSort), keptSort.transform((one) => [one])]).nullable(),
})

/** The arrangement before anyone changed it. */
export function defaultLayout(columns: readonly LayoutColumn[]): GridLayout {
  return {
    order: columns.map((column) => column.id),
    widths: {},
    hidden: columns.filter((column) => column.hidden).map((column) => column.id),
    pinned: columns.filter((column) => column.pinned).map((column) => column.id),
    sort: null,
  }
}

/** A width within what a column may have. */
function clampWidth(width: number): number {
  return Math.round(Math.min(Math.max(width, minColumnWidth), maxColumnWidth))
}

/**
 * A kept arrangement fitted to the columns there are now: columns that are gone are dropped, new ones take their default
 * place, and at least one stays visible. Anything that does not parse gives the default.
 */
export function restoreLayout(kept: unknown, columns: readonly LayoutColumn[]): GridLayout {
  const parsed = keptLayout.safeParse(kept)
  if (!parsed.success) return defaultLayout(columns)
  const { data } = parsed
  const known = new Map(columns.map((column) => [column.id, column]))
  const once = (ids: readonly string[]) => [...new Set(ids)].filter((id) => known.has(id))

  const order = once(data.order)
  const seen = new Set(order)
  for (const [index, column] of columns.entries()) {
    if (seen.has(column.id)) continue
    const before = columns
      .slice(0, index)
      .reverse()
      .find((other) => order.includes(other.id))
    order.splice(before ? order.indexOf(before.id) + 1 : 0, 0, column.id)
  }
  const fresh = columns.filter((column) => !seen.has(column.id))
  const hidden = once([...data.hidden, ...fresh.filter((column) => column.hidden).map((column) => column.id)])
  const widths = Object.entries(data.widths).filter(([id, width]) => known.has(id) && Number.isFinite(width))
  return {
    order,
    widths: Object.fromEntries(widths.map(([id, width]) => [id, clampWidth(width)])),
    hidden: hidden.length < columns.length ? hidden : [],
    pinned: once([...data.pinned, ...fresh.filter((column) => column.pinned).map((column) => column.id)]),
    sort: knownOrder(data.sort ?? [], known),
  }
}

/** The keys of an order whose columns there are, each once; null when none is left. */
function knownOrder(order: GridOrder, known: ReadonlyMap<string, LayoutColumn>): GridOrder | null {
  const left = order.filter(
    ({ key }, index) => known.has(key) && order.findIndex((other) => other.key === key) === index,
  )
  return left.length > 0 ? left : null
}

/** Visible columns as they stand from left to right. */
export function visibleOrder(layout: GridLayout): string[] {
  const shown = (id: string) => !layout.hidden.includes(id)
  const rest = layout.order.filter((id) => !layout.pinned.includes(id))
  return [...layout.pinned.filter(shown), ...rest.filter(shown)]
}

/** Shows or hides a column; the last visible one stays. */
export function setHidden(layout: GridLayout, id: string, hide: boolean): GridLayout {
  const others = layout.hidden.filter((other) => other !== id)
  if (!hide) return { ...layout, hidden: others }
  if (others.length + 1 >= layout.order.length) return layout
  return { ...layout, hidden: [...others, id] }
}

/** Sets a column's width in pixels. */
export function setWidth(layout: GridLayout, id: string, width: number): GridLayout {
  return { ...layout, widths: { ...layout.widths, [id]: clampWidth(width) } }
}

/** Lets go of a width that was chosen. */
export function unsetWidth(layout: GridLayout, id: string): GridLayout {
  const { [id]: _, ...others } = layout.widths
  return { ...layout, widths: others }
}

/** Pins a column after the pinned ones, or lets it go to the place it had. */
export function setPinned(layout: GridLayout, id: string, pin: boolean): GridLayout {
  const others = layout.pinned.filter((other) => other !== id)
  return { ...layout, pinned: pin ? [...others, id] : others }
}

/** Moves a column in front of another or behind it; it joins the other's side of the pin line. */
export function moveBeside(layout: GridLayout, id: string, target: string, side: 'before' | 'after'): GridLayout {
  if (id === target) return layout
  const insert = (list: readonly string[]): string[] => {
    const others = list.filter((other) => other !== id)
    const at = others.indexOf(target)
    others.splice(side === 'before' ? at : at + 1, 0, id)
    return others
  }
  const pinned = layout.pinned.includes(target) ? insert(layout.pinned) : layout.pinned.filter((other) => other !== id)
  return { ...layout, order: insert(layout.order), pinned }
}

/** Moves a column one place among the visible ones; the same layout at the edge of its side of the pin line. */
export function moveByOne(layout: GridLayout, id: string, direction: -1 | 1): GridLayout {
  const shown = visibleOrder(layout)
  const target = shown[shown.indexOf(id) + direction]
  if (target === undefined || layout.pinned.includes(target) !== layout.pinned.includes(id)) return layout
  return moveBeside(layout, id, target, direction === -1 ? 'before' : 'after')
}
