import { ChartColumn } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { axesOf } from '../../../shared/explore-spec.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { measureOf } from '../../../shared/model/measures.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { pictureContext } from '../../charts/files/picture-context.ts'
// Drawn with the page, not after it.
import '../../charts/further/further-plot.tsx'
import { type ChartKind, chartKinds } from '../../../shared/explore-arrangement.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import { Button, classes, EmptyState, Menu, type MenuEntry, Select, ViewBoundary } from '../../components/index.ts'
import { useMembers } from '../../filter/members.ts'
import type { FilterChange } from '../../filter/reducers.ts'
import { useFilter, useFilterStore } from '../../filter/store.ts'
import { useGold } from '../../state/query.ts'
import { useExploreStore, useQuestion } from '../question/spec-store.ts'
import type { SqlAsked } from '../sql-of-cell.tsx'
import type { PivotView } from '../table/pivot-view.ts'
import { specTitle } from '../words.ts'
import { exploreChart } from './explore-chart.ts'
import { bestKind, chartKindLabels, type Reasons, reasonsFor } from './kinds.ts'
import { memberPlaces } from './member-places.ts'

interface ExploreChartProps {
  view: PivotView
  /** The filter that the answer is of. */
  filter: MovieFilter
  stale: boolean
  /** Whether it stands without the table. */
  alone: boolean
  onRows: (change: FilterChange) => void
  onSql: (sql: { asked: SqlAsked; title: string }) => void
}

/** The answer as a picture of one of its measures, of the kind that fits best or that was chosen. */
export function ExploreChart({ view, filter, stale, alone, onRows, onSql }: ExploreChartProps) {
  const { spec } = view
  const { chart: asked } = useQuestion()
  const few = useExploreStore((state) => state.few)
  const [chosen, setChosen] = useState(spec.measures[0])
  const measure = spec.measures.find((id) => id === chosen) ?? spec.measures[0]
  const { members } = useMembers()
  const placeOf = useMemo(() => memberPlaces(members), [members])
  const reasons = useMemo(() => (measure ? reasonsFor(view, measure) : null), [view, measure])
  const drawn = useMemo(
    () => (measure ? exploreChart(view, { measure, kind: asked, few, placeOf }, filter) : null),
    [view, measure, asked, few, placeOf, filter],
  )
  const context = useContextLines()
  if (!measure || !reasons || axesOf(spec).length === 0) return null
  const chart = drawn?.chart ?? null
  const tools = (
    <>
      {spec.measures.length > 1 ? (
        <Select
          label="Measure of the chart"
          value={measure}
          options={spec.measures.map((id) => ({ value: id, label: measureOf(id).label }))}
          onChange={setChosen}
        />
      ) : null}
      <KindMenu reasons={reasons} drawn={drawn?.kind ?? null} best={bestKind(view, measure, reasons)} asked={asked} />
    </>
  )
  return (
    <div className={classes('explore-chart', alone && 'alone', chart?.model.drawing.kind === 'multiples' && 'several')}>
      {chart ? (
        <ViewBoundary view="explore chart" title="This chart could not be drawn" drawnFrom={[chart]}>
          <ChartFrame
            id={`explore.${drawn?.kind}`}
            title={chart.model.title}
            chart={chart}
            stale={stale}
            context={context}
            withMenu
            tools={tools}
            onRows={onRows}
            onSql={(mark) =>
              mark === null
                ? onSql({ asked: { kind: 'table', spec, filter }, title: specTitle(spec, spec.measures) })
                : onSql({
                    asked: { kind: 'films', filter: chart.behind(mark)(filter) },
                    title: chart.model.drawing.marks[mark]?.name ?? '',
                  })
            }
          />
        </ViewBoundary>
      ) : (
        <EmptyState title="No picture fits these numbers" actions={tools}>
          The list of charts says why of each; the table has them all.
        </EmptyState>
      )}
    </div>
  )
}

interface KindMenuProps {
  reasons: Reasons
  drawn: ChartKind | null
  best: ChartKind | null
  asked: ChartKind | null
}

/** Which kind of picture it is, to choose another; those that do not fit say why. */
function KindMenu({ reasons, drawn, best, asked }: KindMenuProps) {
  const choose = (chart: ChartKind | null) => useFilterStore.getState().ask((question) => ({ ...question, chart }))
  const name = drawn ? chartKindLabels[drawn] : 'None'
  const entries: MenuEntry[] = [
    {
      label: best ? `What fits best: ${chartKindLabels[best].toLowerCase()}` : 'What fits best',
      checked: asked === null,
      onSelect: () => choose(null),
    },
    { kind: 'separator' },
    ...chartKinds.map(
      (kind): MenuEntry => ({
        label: chartKindLabels[kind],
        checked: asked === kind,
        disabled: reasons[kind] !== null,
        ...(reasons[kind] === null ? {} : { reason: reasons[kind] }),
        onSelect: () => choose(kind),
      }),
    ),
  ]
  return (
    <Menu
      align="end"
      trigger={
        <Button small aria-label={`Kind of chart: ${name}`}>
          <ChartColumn aria-hidden />
          <span>{name}</span>
        </Button>
      }
      entries={entries}
    />
  )
}

/** What a saved chart tells besides its numbers, as of the moment it is saved. */
function useContextLines(): (chart: LinkedChart) => string[] {
  const filter = useFilter()
  const { names } = useMembers()
  const isSample = useGold('warehouse.status', undefined).data?.isSample ?? false
  return useCallback(
    (chart) => pictureContext(chart, { filter, names, isSample, at: Date.now() }),
    [filter, names, isSample],
  )
}
