import type { Overview } from '../../shared/contract/explore.ts'
import { Button } from '../components/index.ts'
import { chipSentence, describeFilter } from '../filter/describe.ts'
import { useMembers } from '../filter/members.ts'
import { clearClause } from '../filter/reducers.ts'
import { useFilterStore } from '../filter/store.ts'
import { formatCount } from '../format.ts'
import './no-films.css'

/** Nothing passes the filter: which chips to relax, the most helpful first, and how many films each would bring back. */
export function NoFilms({ relax }: { relax: Overview['relax'] }) {
  const { filter, apply, clear, past, undo } = useFilterStore()
  const { names } = useMembers()
  const chips = describeFilter(filter, names)
  const ways = relax
    .filter(({ matchedWithout }) => matchedWithout > 0)
    .sort((a, b) => b.matchedWithout - a.matchedWithout)
    .map(({ part, matchedWithout }) => ({
      part,
      matchedWithout,
      // A part of the filter may be several chips: any, all and not of one dimension.
      words: chips.filter((chip) => chip.clause === part || chip.clause.startsWith(`${part}.`)).map(chipSentence),
    }))
    .filter(({ words }) => words.length > 0)
  return (
    <section className="no-films notice warn" aria-label="No films" role="status">
      <p>
        <strong>No film passes every filter.</strong>{' '}
        {ways.length > 0
          ? 'Relax one of these:'
          : 'No single filter is to blame: take back the last one, or clear them all.'}
      </p>
      <ul>
        {ways.map(({ part, matchedWithout, words }) => (
          <li key={part}>
            <Button small onClick={() => apply(clearClause(part))}>
              Without “{words.join(', ')}”: {formatCount(matchedWithout, 'film')}
            </Button>
          </li>
        ))}
        {past.length > 0 && (
          <li>
            <Button small variant="quiet" onClick={undo}>
              Undo
            </Button>
          </li>
        )}
        <li>
          <Button small variant="quiet" onClick={clear}>
            Clear all
          </Button>
        </li>
      </ul>
    </section>
  )
}
