import { useEffect } from 'react'
import type { DescriptionHits } from '../../../shared/contract/film.ts'
import { readDescriptionSearch } from '../../../shared/filter/description-words.ts'
import { formatPercent } from '../../format.ts'
import { useGold } from '../../state/query.ts'

/** Milliseconds after which it is asked again how far the reading of descriptions is. */
const lookMs = 250
/** How many films are offered below those found by their titles. */
const shown = 5

/** One and the same list, so that nothing is worked out anew while there is nothing. */
const none: DescriptionHits['hits'] = []

interface Descriptions {
  hits: DescriptionHits['hits']
  /** How many films there are; 0 while that is not known. */
  total: number
  /** What is to be said of the search: that it is still under way, or why it gives nothing. Empty = nothing. */
  note: string
}

/** The films whose descriptions have what was typed; their words are read when they are first searched, which is followed to its end. */
export function useDescriptions(typed: string): Descriptions {
  const isAsked = readDescriptionSearch(typed) !== null
  const { data, error, refetch } = useGold('movies.descriptions', { text: typed, limit: shown }, { enabled: isAsked })
  const reading = isAsked && data !== undefined && 'reading' in data ? data.reading : null
  useEffect(() => {
    if (reading === null) return
    const timer = setTimeout(() => void refetch(), lookMs)
    return () => clearTimeout(timer)
  }, [reading, refetch])
  if (!isAsked) return { hits: none, total: 0, note: '' }
  if (error) return { hits: none, total: 0, note: `Descriptions could not be searched. ${error.message}` }
  if (reading) {
    const share = reading.of === 0 ? 1 : reading.read / reading.of
    return { hits: none, total: 0, note: `Reading the descriptions for the first search: ${formatPercent(share)}` }
  }
  if (data === undefined || !('found' in data)) return { hits: none, total: 0, note: '' }
  const { hits, total } = data.found
  return { hits, total: total ?? 0, note: total === null ? 'Too many descriptions have these words: type more.' : '' }
}
