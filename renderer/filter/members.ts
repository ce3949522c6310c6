import { useMemo } from 'react'
import type { FacetMember } from '../../shared/contract/explore.ts'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { dimensionOf, type NamedId, namedIds } from '../../shared/model/dimensions.ts'
import { capitalised } from '../../shared/model/values/words.ts'
import { useGold } from '../state/query.ts'

export type Members = ChannelOutput<'facets.members'>

/** None, until they arrive. */
export const noMembers = Object.fromEntries(namedIds.map((id) => [id, []])) as unknown as Members

/**
 * What people call a member; the unknown one says so.
 *
 * @param name as a filter has it; empty = unknown
 * @param label the name that people know, where it is another one
 */
export function memberLabel(id: NamedId, name: string, label = ''): string {
  if (name === '') return 'Unknown'
  return dimensionOf(id).format === 'capitals' ? capitalised(label || name) : label || name
}

/** What people call the members that filters and tables hold. */
export interface MemberNames {
  /** By the name that a filter has. */
  of(id: NamedId, name: string): string
  /** By the key in the dimension's table; null for one that no film has. */
  byKey(id: NamedId, key: number): FacetMember | null
}

/** The names of members that are known; others stand for themselves. */
export function namesOf(members: Members): MemberNames {
  const labels = new Map(
    namedIds.flatMap((id) => members[id].map(({ name, label }) => [`${id} ${name}`, memberLabel(id, name, label)])),
  )
  return {
    of: (id, name) => labels.get(`${id} ${name}`) ?? memberLabel(id, name),
    byKey: (id, key) => members[id].find((member) => member.key === key) ?? null,
  }
}

/** The members of the catalogue, with their names. Empty until they arrive. */
export function useMembers(): {
  members: Members
  names: MemberNames
  isPending: boolean
  error: unknown
  retry: () => void
} {
  const { data, isPending, error, refetch } = useGold('facets.members', undefined)
  const members = data ?? noMembers
  const names = useMemo(() => namesOf(members), [members])
  return { members, names, isPending, error, retry: () => void refetch() }
}
