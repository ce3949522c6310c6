import { ChartLine } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { PublishedRun } from '../../../shared/contract/sync.ts'
import '../../charts/charts.css'
import { useLogSwitch } from '../../charts/log-scale.ts'
import { EmptyState, type MenuEntry, ToggleGroup } from '../../components/index.ts'
import { setAsOf } from '../../filter/reducers.ts'
import { useFilterStore } from '../../filter/store.ts'
import { formatCount } from '../../format.ts'
import { ReadView } from '../../lists/read-view.tsx'
import { useGold } from '../../state/query.ts'
import { go } from '../../state/route.ts'
import { rememberUi, restoredUi } from '../../state/ui-state.ts'
import { type Period, periodsOf, type TrendUnit, trendUnits } from './periods.ts'
import { RatingDriftPart } from './rating-drift.tsx'
import { TrendChart } from './trend-chart.tsx'
import { mayBeLog, trendModel, trends } from './trend-model.ts'
import './trends.css'

const unitKey = 'runs.trendUnit'
const unitLabels: Record<TrendUnit, string> = { run: 'Run', week: 'Week', month: 'Month' }

/** What published runs made of the catalogue over time, and how ratings moved between two of them. */
export function Trends() {
  const published = useGold('runs.published', undefined)
  return (
    <ReadView query={published} label="Reading the trends">
      {({ runs }) =>
        runs.length < 2 ? (
          <EmptyState title="Trends begin with the second load" icon={<ChartLine aria-hidden />}>
            {runs.length === 0
              ? 'No load was published yet.'
              : 'One load was published: what came, changed and went shows with the next one.'}
          </EmptyState>
        ) : (
          <Told runs={runs} />
        )
      }
    </ReadView>
  )
}

function Told({ runs }: { runs: readonly PublishedRun[] }) {
  const [unit, setUnit] = useState<TrendUnit>(() => {
    const kept = restoredUi(unitKey)
    return trendUnits.find((each) => each === kept) ?? 'run'
  })
  const apply = useFilterStore((state) => state.apply)
  const { periods, left } = useMemo(() => periodsOf(runs, unit), [runs, unit])
  const runAt = (index: number) => periods[index % periods.length]?.runs.at(-1)
  const entriesAt = (index: number): MenuEntry[] => {
    const run = runAt(index)
    if (!run) return []
    const { runId, at } = run
    return [
      { label: `Show run ${runId}`, shortcut: 'Space', onSelect: () => go('/runs', runId) },
      {
        label: `Catalogue as of run ${runId}`,
        onSelect: () => {
          apply(setAsOf({ runId, at }))
          go('/overview')
        },
      },
    ]
  }
  return (
    <div className="trends">
      <div className="trends-head">
        <span className="muted" role="status">
          {formatCount(runs.length, 'published run')}
          {unit === 'run' ? '' : `, ${formatCount(periods.length, unit)}`}
        </span>
        <span className="spacer" />
        <ToggleGroup
          small
          label="What a place on the axis is"
          value={unit}
          options={trendUnits.map((value) => ({ value, label: unitLabels[value] }))}
          onChange={(next) => {
            setUnit(next)
            rememberUi(unitKey, next)
          }}
        />
      </div>
      <div className="trend-charts">
        {trends.map((trend) => (
          <OneTrend
            key={trend.id}
            trend={trend}
            periods={periods}
            unit={unit}
            left={left}
            onPick={(index) => {
              const run = runAt(index)
              if (run) go('/runs', run.runId)
            }}
            entries={entriesAt}
          />
        ))}
      </div>
      <RatingDriftPart runs={runs} />
    </div>
  )
}

interface OneTrendProps {
  trend: (typeof trends)[number]
  periods: readonly Period[]
  unit: TrendUnit
  /** How many earlier periods are not drawn. */
  left: number
  onPick: (index: number) => void
  entries: (index: number) => MenuEntry[]
}

/** A trend on the scale that was chosen for it. */
function OneTrend({ trend, periods, unit, left, onPick, entries }: OneTrendProps) {
  const log = useLogSwitch(`trend.${trend.id}`)
  const model = useMemo(() => trendModel(trend, periods, unit, left, log.on), [trend, periods, unit, left, log.on])
  const isOffered = log.on || mayBeLog(trend, periods)
  return <TrendChart model={model} log={isOffered ? log : null} onPick={onPick} entries={entries} />
}
