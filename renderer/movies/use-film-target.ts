import { type RefObject, useEffect } from 'react'
import { navigate } from 'wouter/use-hash-location'
import type { MovieRow } from '../../shared/contract/explore.ts'
import { isEmptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { toast, toastError } from '../components/index.ts'
import { useFilterStore } from '../filter/store.ts'
import type { GridHandle, GridSource } from '../grid/grid-types.ts'
import type { WindowSnapshot } from '../grid/scroll/window-cache.ts'

interface FilmTarget {
  /** The route's part after `/movies/`: a film id. */
  param: string | null
  filter: MovieFilter
  source: GridSource<MovieRow>
  state: WindowSnapshot | null
  grid: RefObject<GridHandle | null>
  /** Called when the film has the focus. */
  onFound: () => void
}

/**
 * Follows `/movies/<film id>`: puts the focus on that film. A filter that hides it is cleared, as one undoable step; a film
 * that gold does not have is said to be missing.
 */
export function useFilmTarget({ param, filter, source, state, grid, onFound }: FilmTarget): void {
  const shown = state?.shownKey === source.key && state.total !== null
  useEffect(() => {
    if (param === null || !shown) return
    let dropped = false
    const done = () => navigate('/movies', { replace: true })
    const find = async () => {
      const index = /^\d{1,10}$/.test(param) ? ((await source.locate?.(Number(param))) ?? null) : null
      if (dropped) return
      if (index !== null) {
        grid.current?.goTo(index)
        onFound()
        done()
      } else if (!isEmptyFilter(filter)) {
        useFilterStore.getState().clear()
        toast('Filters cleared', 'info', { description: `They left out film ${param}. Undo brings them back.` })
      } else {
        toast(`Film ${param} is not in the catalogue`, 'info', {
          description: 'It was refused, or the source no longer lists it.',
        })
        done()
      }
    }
    find().catch((thrown: unknown) => {
      if (dropped) return
      toastError(`Film ${param} was not found`, thrown)
      done()
    })
    return () => {
      dropped = true
    }
  }, [param, shown, source, filter, grid, onFound])
}
