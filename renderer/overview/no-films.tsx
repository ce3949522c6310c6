import type { Overview } from '../../shared/contract/explore.ts'
import { Button } from '../components/index.ts'
import { chipSentence, describeFilter } from '../filter/describe.ts'
import { useMembers } from '../filter/members.ts'
import { clearClause } from '../filter/reducers.ts'
import { useFilterStore } from '../filter/store.ts'
import { formatCount } from '../format.ts'

/** Nothing passes the filter: which chips to relax, the most helpful first, and how many films each would bring back. */
export function NoFilms({ relax }: { relax: Overview['relax'] }) {
  const { filter, apply, clear, past, undo } = useFilterStore()
  const { names } = useMembers()
  const chips = describeFilter(filter, names)
  const ways = relax
    .filter(({ matchedWithout }) => matchedWithout > 0)
    .sort((a, b) => b.matchedWithout - a.matchedWithout)
    .map(({ clause, matchedWithout }) => ({
      clause,
      matchedWithout,
      // A clause of the warehouse may be a family of chips: genres stand for any, all and not.
      words: chips.filter((chip) => chip.clause === clause || chip.clause.startsWith(`${clause}.`)).map(chipSentence),
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
        {ways.map(({ clause, matchedWithout, words }) => (
          <li key={clause}>
            <Button small onClick={() => apply(clearClause(clause))}>
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
