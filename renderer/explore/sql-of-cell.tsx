import type { ExploreSpec } from '../../shared/explore-spec.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import { copyText } from '../charts/files/copy-text.ts'
import { Button, Dialog, ErrorState, LoadingState } from '../components/index.ts'
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
  const { data, error, refetch } = isTable ? table : films
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={`SQL of ${title}`}
      description={
        isTable
          ? 'Gives this table’s numbers and its totals: one SELECT for each level, each over films as they are.'
          : 'Gives the films of this cell.'
      }
      actions={
        data && (
          <Button variant="primary" onClick={() => copyText(data.sql, 'SQL')}>
            Copy
          </Button>
        )
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <section
          className="chart-sql"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard
          tabIndex={0}
          aria-label="SQL"
        >
          <pre>{data.sql}</pre>
        </section>
      ) : error ? null : (
        <LoadingState label="Reading the SQL" />
      )}
    </Dialog>
  )
}
