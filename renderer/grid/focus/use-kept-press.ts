import { useEffect, useRef } from 'react'

/** What was pressed on a row: Enter or a double click, or its menu at a point of the window. */
export type KeptPress = { kind: 'activate' } | { kind: 'menu'; x: number; y: number }

/** A press and what it was meant for. */
interface Waiting {
  press: KeptPress
  question: string
  row: number
}

/** What a page's grid does with a press on a row. */
export interface KeptPresses {
  /** Does it now when the row is here, else once it is read. */
  press: (press: KeptPress, row: number) => void
  /** Forgets what waits: the person went on to something else. */
  drop: () => void
}

/**
 * Presses on rows that are still being read: each is done once its row is here, and dropped when the focus leaves the row or the
 * grid shows another result.
 *
 * @param question names the result, see `GridSource`
 * @param at number of the focused row
 * @param row the focused row; undefined while it is being read
 * @param act does a press; called after the row was drawn
 */
export function useKeptPress<Row>(
  question: string,
  at: number,
  row: Row | undefined,
  act: (press: KeptPress, row: Row) => void,
): KeptPresses {
  const waiting = useRef<Waiting | null>(null)
  const latest = useRef({ question, at, row, act })
  latest.current = { question, at, row, act }
  const settle = useRef(() => {
    const now = latest.current
    const kept = waiting.current
    if (kept === null) return
    const same = kept.question === now.question && kept.row === now.at
    if (same && now.row === undefined) return
    waiting.current = null
    if (same && now.row !== undefined) now.act(kept.press, now.row)
  }).current
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row that came, or another one, is what this waits for
  useEffect(settle, [question, at, row])
  const presses = useRef<KeptPresses>({
    press: (press, on) => {
      waiting.current = { press, question: latest.current.question, row: on }
      if (latest.current.at === on) settle()
    },
    drop: () => {
      waiting.current = null
    },
  })
  return presses.current
}
