import type { ExploreSpec } from '../../shared/explore-spec.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import { SqlStatement } from '../charts/sql-statement.tsx'
import { useGold } from '../state/query.ts'

/** What SQL is asked of: the whole table, or the films of a filter. */
export type SqlAsked =
  | { kind: 'table'; spec: ExploreSpec; filter: MovieFilter }
  | { kind: 'films'; filter: MovieFilter }

/** The statement that gives the table's numbers, or the films of a cell, to read and to copy. */
export function ExploreSql({ asked, title, onClose }: { asked: SqlAsked; title: string; onClose: () => void }) {
  const isTable = asked.kind === 'table'
  const table = useGold(
    'explore.sql',
    {
      spec: isTable ? asked.spec : { rows: [], columns: [], measures: ['films'], sort: null, top: null },
      filter: asked.filter,
    },
    { enabled: isTable },
  )
  const films = useGold('movies.explain', { filter: asked.filter, groupBy: 'none' }, { enabled: !isTable })
  return (
    <SqlStatement
      title={`SQL of ${title}`}
      text={
        isTable
          ? 'Gives this table’s numbers and its totals: one SELECT for each level, each over films as they are.'
          : 'Gives the films of this cell.'
      }
      answer={isTable ? table : films}
      onClose={onClose}
    />
  )
}
