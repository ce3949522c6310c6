import type { ValueTicks } from '../model.ts'
import { labelGap } from '../plots/axis-parts.tsx'

/** What every axis of Recharts is told, so that it takes the room that `boxOf` gives it and nothing moves. */
const still = {
  axisLine: false,
  tickLine: false,
  tickSize: 0,
  tickMargin: labelGap,
  interval: 0,
  allowDataOverflow: true,
  minTickGap: 0,
} as const

/** An axis of values between fixed ends, with the ticks it has. */
export function valueAxis({ domain, ticks }: ValueTicks) {
  return {
    ...still,
    type: 'number',
    domain: [...domain],
    ticks: ticks.map(({ at }) => at),
    tickFormatter: (value: number) => ticks.find(({ at }) => at === value)?.label ?? '',
  } as const
}

/** An axis of equal slots, some of them named. */
export function slotAxis(slots: readonly string[], named: readonly number[], name: (label: string) => string) {
  return {
    ...still,
    type: 'category',
    scale: 'band',
    dataKey: 'slot',
    ticks: [...named],
    tickFormatter: (slot: number) => name(slots[slot] ?? ''),
  } as const
}
