let inner: (() => void) | null = null

/** Has a view answer *Back* itself, in place of the page before, until it is told to stop by what this returns. */
export function takeBack(goBack: () => void): () => void {
  inner = goBack
  return () => {
    if (inner === goBack) inner = null
  }
}

/** Goes a step back: within a view that has steps of its own, else to the page before. */
export function goBack(): void {
  if (inner) inner()
  else history.back()
}
