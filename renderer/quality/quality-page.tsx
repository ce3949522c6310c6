import { ListChecks } from 'lucide-react'
import { useEffect, useState } from 'react'
import { EmptyState, SplitPane, ToggleGroup } from '../components/index.ts'
import { formatCount } from '../format.ts'
import { ReadView } from '../lists/read-view.tsx'
import type { PageProps } from '../page-props.ts'
import { useAppStore } from '../state/app-store.ts'
import { useNarrow } from '../state/panels.ts'
import { useGold } from '../state/query.ts'
import { go } from '../state/route.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'
import { Offenders } from './offenders.tsx'
import { ColumnProfiles } from './profiles/column-profiles.tsx'
import './quality.css'
import { QualityList } from './quality-list.tsx'
import { subjectOf, summaryText } from './quality-text.ts'
import { QuarantineLine } from './quarantine-line.tsx'
import { loadSnoozes, useSnoozes } from './snooze.ts'

type Shown = 'all' | 'findings'
type View = 'checks' | 'columns'

/**
 * Every check and every cleaning rule with what it found, and the rows behind the chosen one (`/quality/check.<name>`); or what each
 * column holds (`/quality/columns`).
 */
export default function QualityPage({ param }: PageProps) {
  const summary = useGold('quality.summary', undefined)
  const narrow = useNarrow()
  const subject = subjectOf(param)
  const view: View = param === 'columns' ? 'columns' : 'checks'
  const [shown, setShown] = useState<Shown>(() => (restoredUi('quality.shown') === 'findings' ? 'findings' : 'all'))
  const workspace = useAppStore((state) => state.workspace)
  const snoozes = useSnoozes((state) => state.snoozes)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another workspace has other snoozes
  useEffect(loadSnoozes, [workspace])
  const checked = summary.data?.checks.find(({ runId }) => runId !== null)?.runId
  return (
    <div className="page">
      <div className="page-head">
        <h1>Quality</h1>
        <ToggleGroup
          label="What of the quality is shown"
          value={view}
          options={[
            { value: 'checks', label: 'Checks' },
            { value: 'columns', label: 'Columns' },
          ]}
          onChange={(next) => (next === 'columns' ? go('/quality', 'columns') : go('/quality'))}
        />
        <span className="muted truncate" role="status">
          {summary.data ? `${summaryText(summary.data.checks, snoozes)}${checked ? ` · run ${checked}` : ''}` : ''}
        </span>
        <span className="spacer" />
        {view === 'columns' ? null : (
          <ToggleGroup
            label="Which checks and rules"
            value={shown}
            options={[
              { value: 'all', label: 'All' },
              { value: 'findings', label: 'With findings' },
            ]}
            onChange={(next) => {
              setShown(next)
              rememberUi('quality.shown', next)
            }}
          />
        )}
      </div>
      <QuarantineLine />
      <div className="page-body">
        <ReadView query={summary} label="Reading the checks">
          {(data) =>
            view === 'columns' ? (
              <ColumnProfiles summary={data} />
            ) : (
              <SplitPane
                id={narrow ? 'quality.below' : 'quality.beside'}
                orientation={narrow ? 'vertical' : 'horizontal'}
                label="Size of the rows"
                firstSize={narrow ? 52 : 63}
                firstMin={narrow ? '120px' : '420px'}
                secondMin={narrow ? '120px' : '280px'}
                first={
                  <QualityList
                    summary={data}
                    findingsOnly={shown === 'findings'}
                    current={subject}
                    onOpen={({ kind, name }) => go('/quality', `${kind}.${name}`)}
                  />
                }
                second={
                  subject ? (
                    <Offenders key={`${subject.kind}.${subject.name}`} subject={subject} summary={data} />
                  ) : (
                    <EmptyState title="Choose a check or a rule" icon={<ListChecks aria-hidden />}>
                      {`Its rows are listed here. ${formatCount(data.rules.length, 'cleaning rule')} say where silver differs from what was received.`}
                    </EmptyState>
                  )
                }
              />
            )
          }
        </ReadView>
      </div>
    </div>
  )
}
