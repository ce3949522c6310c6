import { PanelLeft } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { chartIds, charts as model } from '../../shared/model/charts.ts'
import { inSentence } from '../../shared/model/values/words.ts'
import { ChartFrame, type ChartFrameProps } from '../charts/chart-frame.tsx'
import { pictureContext } from '../charts/files/picture-context.ts'
import type { LinkedChart } from '../charts/linked.ts'
import { CompareStrip } from '../compare/compare-strip.tsx'
import { useComparison } from '../compare/use-comparison.ts'
import { otherWords } from '../compare/words.ts'
import { ErrorState, IconButton, OlderNumbers, StaleBar, ToggleGroup } from '../components/index.ts'
import { FacetPanel } from '../filter/facets/facet-panel.tsx'
import { useMembers } from '../filter/members.ts'
import type { FilterChange } from '../filter/reducers.ts'
import { useFilter, useFilterStore } from '../filter/store.ts'
import { formatCount, formatInteger } from '../format.ts'
import { useExporter } from '../state/actions/exporter.ts'
import { useLetterKeys } from '../state/letter-keys.ts'
import { usePanel } from '../state/panels.ts'
import { useGold } from '../state/query.ts'
import { go } from '../state/route.ts'
import { onUiReplaced, rememberUi, restoredUi } from '../state/ui-state.ts'
import { ViewMenu } from '../views/view-menu.tsx'
import { useBeside, useSameSize } from './compared/use-beside.ts'
import { countModeFrom, countModeLabels, countModes, nextCountMode } from './count-mode.ts'
import { Figures } from './figures.tsx'
import { useLinkedCharts } from './linked-charts.ts'
import { NoFilms } from './no-films.tsx'
import './overview.css'
import { useTurn } from './turns.ts'
import { useOverview } from './use-overview.ts'

/** A chart that is drawn in a task of its own, and gets its menu in another. */
function ChartInTurn(props: Omit<ChartFrameProps, 'withMenu'>) {
  const chart = useTurn(props.chart)
  const withMenu = useTurn(chart !== null) ?? false
  // What still waits for its turn shows older numbers.
  return <ChartFrame {...props} chart={chart} stale={props.stale || chart !== props.chart} withMenu={withMenu} />
}

const countModeKey = 'overview.countMode'

/** How genre bars count, kept over restarts; key G goes to the next way. */
function useCountMode() {
  const [mode, setMode] = useState(() => countModeFrom(restoredUi(countModeKey)))
  useEffect(() => rememberUi(countModeKey, mode), [mode])
  useEffect(
    () =>
      onUiReplaced((key) => {
        if (key === countModeKey) setMode(countModeFrom(restoredUi(countModeKey)))
      }),
    [],
  )
  useLetterKeys({ g: () => setMode(nextCountMode) })
  return [mode, setMode] as const
}

/** The catalogue at a glance: figures and charts that filter each other. */
export default function OverviewPage() {
  const { overview, stale, error, retry } = useOverview()
  const [mode, setMode] = useCountMode()
  const filter = useFilter()
  const [facets, setFacets] = usePanel('overview.facets', window.innerWidth >= 1400)
  const status = useGold('warehouse.status', undefined).data ?? null
  const publishedAt = filter.asOf?.at ?? status?.publishedAt ?? null
  const compared = useBeside()
  const { beside } = compared
  const charts = useLinkedCharts(overview, mode, publishedAt, beside)
  const { comparison } = useComparison()
  const { isScaled } = useSameSize()
  const isSample = status?.isSample ?? false
  const isWaiting = stale || compared.stale
  const context = useFileContext(isSample)
  // Each chart offers itself once it is used.
  useExporter('', async () => undefined, 'no chart was chosen: click into one')
  const apply = useFilterStore((state) => state.apply)
  const onRows = useCallback(
    (change: FilterChange) => {
      apply(change)
      go('/movies')
    },
    [apply],
  )

  return (
    <div className="page overview">
      <div className="page-head">
        <IconButton
          label={facets ? 'Hide the facets' : 'Show the facets'}
          icon={<PanelLeft aria-hidden />}
          aria-expanded={facets}
          onClick={() => setFacets(!facets)}
        />
        <h1>Overview</h1>
        <ViewMenu state={{ page: 'overview', filter, count: mode, ...(comparison ? { comparison } : {}) }} />
        <span className="muted truncate" role="status">
          {overview && summaryText(overview.matched, overview.total)}
          {overview && isSample && ' · sample catalogue, invented films'}
        </span>
        <span className="spacer" />
        <span className="muted small nowrap">Genres count</span>
        <ToggleGroup
          small
          label="What genre bars count (key G)"
          value={mode}
          options={countModes.map((value) => ({ value, label: countModeLabels[value] }))}
          onChange={setMode}
        />
      </div>
      <CompareStrip
        tools={
          compared.mayScale ? (
            <ToggleGroup
              small
              label="How B is drawn"
              value={isScaled ? 'shape' : 'films'}
              options={[
                { value: 'shape', label: 'As large as A' },
                { value: 'films', label: 'As many as it has' },
              ]}
              onChange={(value) => useSameSize.setState({ isScaled: value === 'shape' })}
            />
          ) : null
        }
      />
      <div className="overview-body">
        <StaleBar active={isWaiting && !error} />
        {facets && <FacetPanel className="overview-facets" overview={overview} stale={stale} />}
        <div className="overview-main">
          {error && !overview ? (
            <ErrorState title="The charts could not be read" error={error} onRetry={retry} />
          ) : (
            <>
              {error ? <OlderNumbers error={error} onRetry={retry} /> : null}
              {compared.error ? <OlderNumbers error={compared.error} onRetry={compared.retry} /> : null}
              {overview && overview.total > 0 && overview.matched === 0 ? (
                <NoFilms relax={overview.relax} />
              ) : (
                <Figures overview={overview} publishedAt={publishedAt} stale={stale} />
              )}
              <div className="overview-charts">
                {chartIds.map((id) => (
                  <ChartInTurn
                    key={id}
                    id={id}
                    className={`chart-${id}`}
                    title={model[id].title}
                    chart={charts[id]}
                    stale={isWaiting}
                    context={context}
                    onRows={onRows}
                  />
                ))}
              </div>
            </>
          )}
        </div>
      </div>
    </div>
  )
}

function summaryText(matched: number, total: number): string {
  if (matched === total) return formatCount(total, 'film')
  return `${formatInteger(matched)} of ${formatCount(total, 'film')} ${matched === 1 ? 'passes' : 'pass'} the filter`
}

/** What a saved chart tells besides its numbers, as of the moment it is saved. */
function useFileContext(isSample: boolean): (chart: LinkedChart) => string[] {
  const filter = useFilter()
  const { names } = useMembers()
  const { comparison } = useComparison()
  return useCallback(
    (chart) => [
      ...(chart.side && comparison ? [`A: the films of the filter; B: ${inSentence(otherWords(comparison))}.`] : []),
      ...pictureContext(chart, { filter, names, isSample, at: Date.now() }),
    ],
    [filter, names, isSample, comparison],
  )
}
