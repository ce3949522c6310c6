import { History } from 'lucide-react'
import { useState } from 'react'
import type { PublishedRun } from '../../shared/contract/sync.ts'
import type { AsOf } from '../../shared/filter/filter.ts'
import { IconButton, Menu, type MenuEntry } from '../components/index.ts'
import { formatCount, formatTimestamp } from '../format.ts'
import { useGold } from '../state/query.ts'
import { setAsOf } from './reducers.ts'
import { useFilterStore } from './store.ts'

/** Runs that the menu lists; the page *Runs* has all of them. */
const mostRuns = 15

/** Chooses whether the app reads the catalogue of now or that of then, after a published run. */
export function AsOfMenu() {
  const [isOpen, setOpen] = useState(false)
  const apply = useFilterStore((state) => state.apply)
  const asOf = useFilterStore((state) => state.filter.asOf)
  // Read when it is looked at: nobody waits for it at the start.
  const { data, error } = useGold('runs.published', undefined, { enabled: isOpen })
  return (
    <Menu
      onOpenChange={setOpen}
      trigger={<IconButton label="Show the catalogue as of a run" icon={<History aria-hidden />} />}
      entries={[
        { label: 'Now', checked: asOf === null, onSelect: () => apply(setAsOf(null)) },
        { kind: 'separator' },
        ...(data
          ? runEntries(data.runs, asOf, (next) => apply(setAsOf(next)))
          : [{ kind: 'label' as const, label: error ? 'The runs could not be read' : 'Reading the runs' }]),
      ]}
    />
  )
}

/** The published runs as a menu lists them, newest first; runs that were not published have no catalogue. */
function runEntries(runs: readonly PublishedRun[], asOf: AsOf | null, choose: (asOf: AsOf) => void): MenuEntry[] {
  const lines = runs.slice(0, mostRuns).map(
    ({ runId, at, films }): MenuEntry => ({
      label: `As of run ${runId}, ${formatTimestamp(at)}`,
      ...(films === null ? {} : { shortcut: formatCount(films, 'film') }),
      checked: asOf?.runId === runId,
      onSelect: () => choose({ runId, at }),
    }),
  )
  if (runs.length === 0) return [{ kind: 'label', label: 'No run was published yet' }]
  return runs.length > mostRuns ? [...lines, { kind: 'label', label: 'Earlier runs are on the page Runs' }] : lines
}
