import { type KeyboardEvent, useRef, useState } from 'react'
import type { MovieRow } from '../../../shared/contract/explore.ts'
import { call } from '../../api.ts'
import type { GridSource } from '../../grid/grid-types.ts'

/** Titles looked through for one that passes the filter. */
const looked = 20
const mostTyped = 60

interface TypeToFind {
  /** What has been typed; empty = nothing is looked for. */
  typed: string
  /** No film of the wall has it. */
  isNowhere: boolean
  /** Takes a key; true when it was typed, or took something back. */
  onKey: (event: KeyboardEvent) => boolean
  /** Forgets what was typed. */
  end: () => void
}

/** Letters typed on a wall: the best title that has them, as the search ranks titles, gets the focus if it passes the filter. */
export function useTypeToFind(source: GridSource<MovieRow>, goTo: (film: number) => void): TypeToFind {
  const [typed, setTyped] = useState('')
  const [isNowhere, setNowhere] = useState(false)
  const latest = useRef('')

  const find = async (text: string) => {
    try {
      const { hits } = await call('movies.search', { text, limit: looked })
      for (const { movieId } of hits) {
        if (latest.current !== text) return
        const index = (await source.locate?.(movieId)) ?? null
        if (latest.current !== text) return
        if (index !== null) {
          setNowhere(false)
          goTo(index)
          return
        }
      }
      if (latest.current === text) setNowhere(true)
    } catch {
      if (latest.current === text) setNowhere(true)
    }
  }
  const type = (next: string) => {
    latest.current = next
    setTyped(next)
    setNowhere(false)
    if (next.trim() !== '') void find(next)
  }
  return {
    typed,
    isNowhere,
    end: () => {
      if (latest.current !== '') type('')
    },
    onKey: ({ key, ctrlKey, metaKey, altKey }) => {
      if (ctrlKey || metaKey || altKey) return false
      if (latest.current !== '' && key === 'Backspace') type(latest.current.slice(0, -1))
      else if (latest.current !== '' && key === 'Escape') type('')
      // A space alone inspects; within a title it is one of its characters.
      else if ([...key].length === 1 && (key !== ' ' || latest.current !== '') && latest.current.length < mostTyped)
        type(latest.current + key)
      else return false
      return true
    },
  }
}
