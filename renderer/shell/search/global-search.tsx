import { Search, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { IconButton, TextField } from '../../components/index.ts'
import { setSearch } from '../../filter/reducers.ts'
import { useFilterStore } from '../../filter/store.ts'
import { onCommand } from '../../state/events.ts'
import { go, pageOf } from '../../state/route.ts'

/** Search by title or IMDb code over the whole catalogue: one more clause of the filter, so every chart and the grid follow while typing. */
export function GlobalSearch() {
  const search = useFilterStore((state) => state.filter.search)
  const apply = useFilterStore((state) => state.apply)
  const input = useRef<HTMLInputElement>(null)
  useEffect(
    () =>
      onCommand((command) => {
        if (command !== 'search.focus' || hasOwnSearch()) return
        input.current?.focus()
        input.current?.select()
      }),
    [],
  )
  return (
    <TextField
      ref={input}
      className="top-search"
      label="Find films by title or IMDb code"
      placeholder="Find films"
      type="search"
      maxLength={200}
      value={search}
      icon={<Search aria-hidden className="icon" />}
      // Typing is one gesture: one undo takes it back whole.
      onChange={(text) => apply(setSearch(text), 'search')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && search !== '') {
          apply(setSearch(''), 'search')
          event.preventDefault()
        }
        if (event.key === 'Enter' && !showsFilter()) go('/movies')
      }}
      after={
        search === '' ? null : (
          <IconButton
            small
            label="Clear the search"
            icon={<X aria-hidden />}
            onClick={() => {
              apply(setSearch(''), 'search')
              input.current?.focus()
            }}
          />
        )
      }
    />
  )
}

/** Whether the page in sight answers the find command with a search of its own. */
function hasOwnSearch(): boolean {
  return pageOf(window.location.hash.replace(/^#/, '')) === 'tables'
}

/** Whether the page in sight follows the filter; from any other one Enter goes to the films. */
function showsFilter(): boolean {
  const page = pageOf(window.location.hash.replace(/^#/, ''))
  return page === 'overview' || page === 'movies'
}
