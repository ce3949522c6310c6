/** Values of a range as whole steps, so that neighbours differ by exactly one; `from` is the inverse of `to`. */
export interface Steps {
  to(value: number): number
  from(step: number): number
}

/** Whole numbers. */
export const wholeSteps: Steps = { to: (value) => Math.round(value), from: (step) => step }

/** Numbers with one decimal. */
export const tenthSteps: Steps = { to: (value) => Math.round(value * 10), from: (step) => step / 10 }

/** Days as yyyymmdd. Every month counts as 31 days: order and month ends stay exact, and months touch. */
export const daySteps: Steps = {
  to: (day) => (Math.floor(day / 10_000) * 12 + (Math.floor(day / 100) % 100) - 1) * 31 + (day % 100) - 1,
  from: (step) => {
    const months = Math.floor(step / 31)
    return Math.floor(months / 12) * 10_000 + ((months % 12) + 1) * 100 + (step % 31) + 1
  },
}
