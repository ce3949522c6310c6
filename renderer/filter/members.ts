import { useMemo } from 'react'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { useGold } from '../state/query.ts'
import type { MemberNames } from './describe.ts'

export type Members = ChannelOutput<'facets.members'>

const none: Members = { genres: [], languages: [] }

/** A genre name as people write it: "sci-fi" → "Sci-Fi", "reality-tv" → "Reality-TV". */
export function genreLabel(name: string): string {
  const capitals = name.replace(
    /(^|[\s-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
  return capitals.replace(/\bTv\b/, 'TV')
}

/** A language's name; the unknown member says so. */
export function languageLabel(code: string, name: string): string {
  return code === '' ? 'Unknown' : name || code
}

/** Genres and languages of the catalogue, with their names by key. Empty until they arrive. */
export function useMembers(): {
  members: Members
  names: MemberNames
  isPending: boolean
  error: unknown
  retry: () => void
} {
  const { data, isPending, error, refetch } = useGold('facets.members', undefined)
  const members = data ?? none
  const names = useMemo((): MemberNames => {
    const genres = new Map(members.genres.map(({ genreId, name }) => [genreId, genreLabel(name)]))
    const languages = new Map(members.languages.map(({ code, name }) => [code, languageLabel(code, name)]))
    return {
      genre: (genreId) => genres.get(genreId) ?? `genre ${genreId}`,
      language: (code) => languages.get(code) ?? languageLabel(code, ''),
    }
  }, [members])
  return { members, names, isPending, error, retry: () => void refetch() }
}
