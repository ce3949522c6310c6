import { type CountMode, countModes } from '../../shared/views/view-state.ts'

export { type CountMode, countModes }

/** The modes in words, as switch and captions say them. */
export const countModeLabels: Record<CountMode, string> = {
  films: 'Films',
  assignments: 'Assignments',
  fractional: 'Fractional',
}

/** The mode after this one; the last is followed by the first. */
export function nextCountMode(mode: CountMode): CountMode {
  return countModes[(countModes.indexOf(mode) + 1) % countModes.length] ?? 'films'
}

/** A kept mode, or films when it is none. */
export function countModeFrom(kept: unknown): CountMode {
  return countModes.find((mode) => mode === kept) ?? 'films'
}
