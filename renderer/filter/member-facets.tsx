import { useState } from 'react'
import { ErrorState, ToggleGroup } from '../components/index.ts'
import { type FacetItem, FacetList } from './facet-list.tsx'
import { genreLabel, languageLabel, useMembers } from './members.ts'
import { clearClause, matchGenres, toggleGenre, toggleLanguages } from './reducers.ts'
import { useFilterStore } from './store.ts'

export interface CountedFacetProps {
  /** Films left by every other clause, by key; absent = counts of the whole catalogue. */
  counts?: ReadonlyMap<string, number>
  stale?: boolean
}

function stateOf<K>(included: readonly K[], excluded: readonly K[], key: K): FacetItem['state'] {
  if (included.includes(key)) return 'included'
  return excluded.includes(key) ? 'excluded' : 'free'
}

/** Genres with any, all and none; counts leave the facet's own clause aside when `counts` are given. */
export function GenreFacet({ counts, stale = false }: CountedFacetProps) {
  const { members, error, retry } = useMembers()
  const genres = useFilterStore((state) => state.filter.genres)
  const apply = useFilterStore((state) => state.apply)
  // With nothing chosen the filter cannot tell which is meant, so the switch remembers.
  const [wanted, setWanted] = useState<'any' | 'all'>('any')
  const mode = genres.any.length > 0 ? 'any' : genres.all.length > 0 ? 'all' : wanted
  const included = [...genres.any, ...genres.all]
  const items = members.genres.map(
    ({ genreId, name, films }): FacetItem => ({
      key: String(genreId),
      label: genreLabel(name),
      count: counts ? (counts.get(String(genreId)) ?? 0) : films,
      state: stateOf(included, genres.none, genreId),
    }),
  )
  if (error && members.genres.length === 0) return <ErrorState error={error} onRetry={retry} />
  const toggle = (key: string) => {
    const id = Number(key)
    apply(toggleGenre(id, genres.all.includes(id) ? 'all' : genres.any.includes(id) ? 'any' : mode))
  }
  return (
    <FacetList
      label="Genres"
      items={items}
      stale={stale}
      empty="No genres yet: load the films first"
      onToggle={toggle}
      onExclude={(key) => apply(toggleGenre(Number(key), 'none'))}
      onClear={() => apply(clearClause('genres'))}
      head={
        <ToggleGroup
          small
          label="A film must have"
          value={mode}
          options={[
            { value: 'any', label: 'Any' },
            { value: 'all', label: 'All' },
          ]}
          onChange={(next) => {
            setWanted(next)
            apply(matchGenres(next))
          }}
        />
      }
    />
  )
}

/** Languages with any and none. */
export function LanguageFacet({ counts, stale = false }: CountedFacetProps) {
  const { members, error, retry } = useMembers()
  const languages = useFilterStore((state) => state.filter.languages)
  const apply = useFilterStore((state) => state.apply)
  const items = members.languages.map(
    ({ code, name, films }): FacetItem => ({
      key: code,
      label: languageLabel(code, name),
      count: counts ? (counts.get(code) ?? 0) : films,
      state: stateOf(languages.any, languages.none, code),
    }),
  )
  if (error && members.languages.length === 0) return <ErrorState error={error} onRetry={retry} />
  return (
    <FacetList
      label="Languages"
      items={items}
      stale={stale}
      empty="No languages yet: load the films first"
      onToggle={(key) => apply(toggleLanguages([key], 'any'))}
      onExclude={(key) => apply(toggleLanguages([key], 'none'))}
      onClear={() => apply(clearClause('languages'))}
    />
  )
}
