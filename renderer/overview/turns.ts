import { useEffect, useId, useState } from 'react'
import { flushSync } from 'react-dom'

/** Work by owner: a newer piece replaces the one still waiting. */
const waiting = new Map<string, () => void>()
const channel = new MessageChannel()
let running = false

channel.port1.onmessage = () => {
  const next = waiting.entries().next()
  if (next.done) {
    running = false
    return
  }
  const [owner, work] = next.value
  waiting.delete(owner)
  work()
  channel.port2.postMessage(null)
}

/** Does one piece of work in a task of its own, after those that wait already. */
function takeTurn(owner: string, work: () => void): void {
  waiting.set(owner, work)
  if (running) return
  running = true
  channel.port2.postMessage(null)
}

/**
 * Follows a value, each follower in a task of its own: all charts drawn at once would be one long task, short ones leave
 * room for input between them. Null until its first turn, so that opening the page is no long task either.
 */
export function useTurn<T>(value: T): T | null {
  const owner = useId()
  const [shown, setShown] = useState<T | null>(null)
  useEffect(() => {
    takeTurn(owner, () => flushSync(() => setShown(() => value)))
    return () => {
      waiting.delete(owner)
    }
  }, [owner, value])
  return shown
}
