import { useState } from 'react'
import { dimensionOf, isSet, type NamedId, type SetId } from '../../../shared/model/dimensions.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import { ErrorState, ToggleGroup } from '../../components/index.ts'
import { memberLabel, useMembers } from '../members.ts'
import { clearClause, matchMembers, type NameList, toggleMembers } from '../reducers.ts'
import { useFilterStore } from '../store.ts'
import { type FacetItem, FacetList } from './facet-list.tsx'

export interface MemberFacetProps {
  id: NamedId
  /** Films left by every other clause, by name; absent = counts of the whole catalogue. */
  counts?: ReadonlyMap<string, number>
  stale?: boolean
}

/** The members of a dimension with any and none, of a set also with all; counts leave the facet's own clause aside when `counts` are given. */
export function MemberFacet({ id, counts, stale = false }: MemberFacetProps) {
  const { members, error, retry } = useMembers()
  const clause = useFilterStore((state) => state.filter.where[id])
  const apply = useFilterStore((state) => state.apply)
  const all = 'all' in clause ? clause.all : []
  // With nothing chosen the filter cannot tell which is meant, so the switch remembers.
  const [wanted, setWanted] = useState<'any' | 'all'>('any')
  const mode = clause.any.length > 0 ? 'any' : all.length > 0 ? 'all' : wanted
  const { plural } = dimensionOf(id)
  const stateOf = (name: string): FacetItem['state'] => {
    if (clause.any.includes(name) || all.includes(name)) return 'included'
    return clause.none.includes(name) ? 'excluded' : 'free'
  }
  const items = members[id].map(
    ({ name, label, films }): FacetItem => ({
      key: name,
      label: memberLabel(id, name, label),
      count: counts ? (counts.get(name) ?? 0) : films,
      state: stateOf(name),
    }),
  )
  if (error && items.length === 0) return <ErrorState error={error} onRetry={retry} />
  const listOf = (name: string): NameList => (all.includes(name) ? 'all' : clause.any.includes(name) ? 'any' : mode)
  return (
    <FacetList
      label={plural}
      items={items}
      stale={stale}
      empty={`No ${inSentence(plural)} yet: load the films first`}
      onToggle={(name) => apply(toggleMembers(id, [name], listOf(name)))}
      onExclude={(name) => apply(toggleMembers(id, [name], 'none'))}
      onClear={() => apply(clearClause(id))}
      head={isSet(id) ? <AnyOrAll id={id} mode={mode} onChange={setWanted} /> : undefined}
    />
  )
}

/** Whether a film must have any or all of the included members. */
function AnyOrAll(props: { id: SetId; mode: 'any' | 'all'; onChange: (mode: 'any' | 'all') => void }) {
  const { id, mode, onChange } = props
  const apply = useFilterStore((state) => state.apply)
  return (
    <ToggleGroup
      small
      label="A film must have"
      value={mode}
      options={[
        { value: 'any', label: 'Any' },
        { value: 'all', label: 'All' },
      ]}
      onChange={(next) => {
        onChange(next)
        apply(matchMembers(id, next))
      }}
    />
  )
}
