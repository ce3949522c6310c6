import { create } from 'zustand'
import { rememberUi, restoredUi } from '../state/ui-state.ts'

const key = 'compare.least'

/** Of how few films a difference may be told. */
export const leastSteps = [10, 30, 100] as const
type Least = (typeof leastSteps)[number]

/**
 * Differences of means, quantiles and shares are told where both sides have so many films, and members that differ where one side has:
 * of fewer they say little. Chosen by the person, kept over restarts.
 */
export const useLeastFilms = create<{ least: Least }>(() => ({
  least: leastSteps.find((step) => step === restoredUi(key)) ?? 30,
}))

/** Chooses it. */
export function setLeastFilms(least: Least): void {
  useLeastFilms.setState({ least })
  rememberUi(key, least)
}
