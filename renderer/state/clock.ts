import { useEffect, useState, useSyncExternalStore } from 'react'

/** How often "5 min ago" is looked at again, in milliseconds. */
const agoEveryMs = 15_000

const readers = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  now = Date.now()
  for (const read of readers) read()
}

function subscribe(read: () => void): () => void {
  if (readers.size === 0) {
    now = Date.now()
    timer = setInterval(tick, agoEveryMs)
  }
  readers.add(read)
  return () => {
    readers.delete(read)
    if (readers.size === 0) clearInterval(timer)
  }
}

/** The one moment that everything on the screen is "ago" from, in epoch milliseconds: two places never tell two ages of one thing. */
export function useAgoClock(): number {
  return useSyncExternalStore(subscribe, () => now)
}

/** The time in epoch milliseconds, told again every `everyMs` while `active`: for countdowns. */
export function useNow(active: boolean, everyMs = 1000): number {
  const [moment, setMoment] = useState(() => Date.now())
  useEffect(() => {
    if (!active) return
    setMoment(Date.now())
    const ticking = setInterval(() => setMoment(Date.now()), everyMs)
    return () => clearInterval(ticking)
  }, [active, everyMs])
  return moment
}
