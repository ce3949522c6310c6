import { useFilterStore } from '../filter/store.ts'
import { Hits } from '../shell/search/hits.tsx'

/** A film's title, with what is searched for marked in it. */
export function FilmTitle({ title }: { title: string }) {
  const search = useFilterStore((state) => state.filter.search)
  return search.trim() === '' ? title : <Hits label={title} typed={search} />
}
