import { Ellipsis, PanelLeft } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { Pivot } from '../../shared/contract/questions/pivot.ts'
import { type ExploreView, exploreViews } from '../../shared/explore-arrangement.ts'
import { acrossAxes, axesOf, axisTitle } from '../../shared/explore-spec.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import { measureOf } from '../../shared/model/measures.ts'
import { isAnyRange } from '../../shared/model/values/derived.ts'
import { inSentence } from '../../shared/model/values/words.ts'
import { CompareStrip } from '../compare/compare-strip.tsx'
import { leastSteps, setLeastFilms, useLeastFilms } from '../compare/least-films.ts'
import { startComparing, stopComparing, useComparison } from '../compare/use-comparison.ts'
import { otherWords, sideNames } from '../compare/words.ts'
import {
  ErrorState,
  IconButton,
  LoadingState,
  Menu,
  OlderNumbers,
  StaleBar,
  ToggleGroup,
  toast,
} from '../components/index.ts'
import { useMembers } from '../filter/members.ts'
import { sameFilter } from '../filter/reducers.ts'
import { useFilter, useFilterStore } from '../filter/store.ts'
import { formatCount, formatInteger } from '../format.ts'
import { NoFilms } from '../overview/no-films.tsx'
import { openExport } from '../state/actions/export-offer.ts'
import { useExporter } from '../state/actions/exporter.ts'
import { useLetterKeys } from '../state/letter-keys.ts'
import { useGold } from '../state/query.ts'
import { emptyQuestion, keptQuestion, type Question } from '../state/question.ts'
import { ViewMenu } from '../views/view-menu.tsx'
import { Answer } from './answer.tsx'
import './explore.css'
import { comparedView, secondSide } from './compare/compared-view.ts'
import { sortedView } from './compare/sorted-view.ts'
import { copyTable, pivotOffer } from './files.ts'
import { FieldList } from './question/field-list.tsx'
import { Shelves } from './question/shelves.tsx'
import { nextCount, transpose } from './question/spec-changes.ts'
import { changeSpec, fewSteps, useExploreStore, useQuestion } from './question/spec-store.ts'
import { Starters } from './question/starters.tsx'
import { Refused } from './refused.tsx'
import { ExploreSql, type SqlAsked } from './sql-of-cell.tsx'
import { type PivotView, viewOf } from './table/pivot-view.ts'
import { useAreas, useIsWide } from './use-areas.ts'
import { type PivotState, usePivot } from './use-pivot.ts'
import { specTitle } from './words.ts'

const viewLabels: Record<ExploreView, string> = { both: 'Both', table: 'Table', chart: 'Chart' }

/** Who comes back from the films of a cell finds the table as it was left, as long as the filter was not changed there. */
function useWayBack(): void {
  useEffect(() => {
    const { left } = useExploreStore.getState()
    if (!left) return
    useExploreStore.setState({ left: null })
    const { filter, past, undo } = useFilterStore.getState()
    const before = past.at(-1)
    if (before && sameFilter(filter, left.after) && sameFilter(before.filter, left.before)) {
      undo()
      useExploreStore.setState({ returnTo: left.at })
      toast('The filter is as it was before the films of the cell')
    }
  }, [])
}

/** Any measures by any dimensions, as a table and a chart that filter the app and lead to their films. */
export default function ExplorePage() {
  const question = useQuestion()
  const { spec, calculations } = question
  const { view: shown, setView, folded, few, setFew, fields, setFields } = useExploreStore()
  const change = changeSpec
  const filter = useFilter()
  // Counts in the next way; swaps rows and columns.
  useLetterKeys({ g: () => change(nextCount), t: () => change(transpose) })
  useWayBack()
  useAreas()
  const isWide = useIsWide()
  const hasFields = fields ?? isWide
  const { answer, stale, error, retry } = usePivot(spec)
  const [sql, setSql] = useState<{ asked: SqlAsked; title: string } | null>(null)
  const isEmpty = axesOf(spec).length === 0
  const pivot = answer && 'pivot' in answer.data ? answer.data.pivot : null
  const { comparison } = useComparison()
  const { least } = useLeastFilms()
  const [view, drawn] = useMemo(
    () => (answer && pivot && !isEmpty ? viewsOf(answer, pivot, folded, calculations, least) : [null, null]),
    [answer, pivot, folded, calculations, least, isEmpty],
  )
  const then = filter.asOf ? `, as of run ${filter.asOf.runId}` : ''
  const versus = answer?.comparison ? `, compared with ${inSentence(otherWords(answer.comparison))}` : ''
  const title = view ? specTitle(view.spec, view.spec.measures, calculations) + then + versus : ''
  const hasRows = view !== null && view.pivot.matched > 0
  const { names } = useMembers()
  const exportTable = () => {
    if (view && answer && hasRows) openExport(pivotOffer(view, title, answer.filter, names))
  }
  useExporter('Explore', async () => exportTable(), hasRows ? null : 'there is no table')
  return (
    <div className="page explore">
      <div className="page-head">
        <IconButton
          small
          label={hasFields ? 'Hide the fields' : 'Show the fields'}
          aria-pressed={hasFields}
          icon={<PanelLeft aria-hidden />}
          onClick={() => setFields(!hasFields)}
        />
        <h1>Explore</h1>
        <ViewMenu
          state={{
            page: 'explore',
            filter,
            explore: { ...keptQuestion(question), view: shown },
            ...(comparison ? { comparison } : {}),
          }}
        />
        <span className="muted truncate" role="status">
          {view && hasRows ? summary(view, view.pivot) : ''}
        </span>
        <span className="spacer" />
        <ToggleGroup
          small
          label="What is shown"
          value={shown}
          options={exploreViews.map((value) => ({ value, label: viewLabels[value] }))}
          onChange={setView}
        />
        <Menu
          align="end"
          trigger={<IconButton small label="More for this table" icon={<Ellipsis aria-hidden />} />}
          entries={[
            ...(view && answer && hasRows
              ? [
                  {
                    label: 'Show the SQL…',
                    onSelect: () =>
                      setSql({ asked: { kind: 'table', spec: answer.spec, filter: answer.filter }, title }),
                  },
                  { label: 'Copy the table', shortcut: 'CmdOrCtrl+C', onSelect: () => copyTable(view) },
                  { label: 'Export…', shortcut: 'CmdOrCtrl+E', onSelect: exportTable },
                  { kind: 'separator' as const },
                ]
              : []),
            comparison
              ? { label: 'Stop comparing', shortcut: 'Esc', onSelect: stopComparing }
              : { label: 'Compare with the rest', shortcut: 'C', onSelect: () => startComparing() },
            ...(comparison
              ? leastSteps.map((step) => ({
                  label: `Differences of means from ${step} films on`,
                  checked: least === step,
                  onSelect: () => setLeastFilms(step),
                }))
              : []),
            { kind: 'separator' },
            { label: 'Swap rows and columns', shortcut: 'T', onSelect: () => change(transpose) },
            { label: 'Count in another way', shortcut: 'G', onSelect: () => change(nextCount) },
            { kind: 'separator' },
            { kind: 'label', label: 'Hatched in charts' },
            ...fewSteps.map((step) => ({
              label: step === 0 ? 'Nothing' : `Means and shares of fewer than ${step} films`,
              checked: few === step,
              onSelect: () => setFew(step),
            })),
            { kind: 'separator' },
            {
              label: 'Begin anew',
              disabled: isEmpty,
              reason: 'nothing is asked',
              onSelect: () => useFilterStore.getState().ask(() => emptyQuestion),
            },
          ]}
        />
      </div>
      <CompareStrip />
      <div className="explore-main">
        {hasFields ? <FieldList /> : null}
        <div className="explore-work">
          <Shelves />
          <div className="explore-body">
            <StaleBar active={stale && !error && !isEmpty} />
            {isEmpty ? (
              <Starters />
            ) : error && !answer ? (
              <ErrorState title="The table could not be read" error={error} onRetry={retry} />
            ) : answer ? (
              <>
                {error ? <OlderNumbers error={error} onRetry={retry} /> : null}
                {'refused' in answer.data ? (
                  <Refused refused={answer.data.refused} />
                ) : view && drawn && hasRows ? (
                  <Answer
                    view={view}
                    drawn={drawn}
                    sides={answer.sides}
                    filter={answer.filter}
                    title={title}
                    shown={shown}
                    stale={stale}
                    onSql={setSql}
                  />
                ) : (
                  <NoneLeft filter={answer.filter} />
                )}
              </>
            ) : (
              <LoadingState label="Reading the table" />
            )}
          </div>
        </div>
      </div>
      {sql ? <ExploreSql {...sql} onClose={() => setSql(null)} /> : null}
    </div>
  )
}

/** An answer as the table shows it, with both sides of a comparison, and as charts draw it: of the filter's side, with the other beside. */
function viewsOf(
  { spec, comparison, data }: NonNullable<PivotState['answer']>,
  pivot: Pivot,
  folded: ReadonlySet<string>,
  calculations: Question['calculations'],
  least: number,
): [table: PivotView, drawn: PivotView] {
  const view = viewOf(spec, pivot, folded, calculations)
  if (!comparison || !('b' in data)) return [view, view]
  const table = sortedView(comparedView(view, secondSide(view, data.b, { names: sideNames(comparison), least })))
  const { rows } = table
  if (!comparison.isSwapped) return [table, { ...view, rows, second: table.second }]
  const own = viewOf(spec, { ...pivot, ...data.b }, folded, calculations)
  return [table, { ...own, rows, second: secondSide(own, pivot, { names: ['A', 'B'], least }) }]
}

/** No film passes the filter: what to relax. */
function NoneLeft({ filter }: { filter: MovieFilter }) {
  const { data, error, refetch } = useGold('overview.query', { filter })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  return data ? <NoFilms relax={data.relax} /> : <LoadingState label="Reading what to relax" />
}

/** "26 rows · 11 columns · sorted by films": said once more when it changes. */
function summary(view: PivotView, { columns, matched, total }: Pivot): string {
  const { spec, rows } = view
  const parts = [
    matched === total ? formatCount(total, 'film') : `${formatInteger(matched)} of ${formatCount(total, 'film')}`,
    ...(spec.rows.length > 0 ? [formatCount(rows.length, 'row')] : []),
    ...(acrossAxes(spec).length > 0 ? [formatCount(columns.length, 'column')] : []),
    ...sortedBy(view),
  ]
  return parts.join(' · ')
}

function sortedBy({ spec, second: other }: PivotView): string[] {
  const { sort } = spec
  const [row] = spec.rows
  if (!sort) return row ? [`sorted by ${isAnyRange(row.dimension) ? inSentence(axisTitle(row)) : 'films'}`] : []
  const column = sort.column && acrossAxes(spec)[sort.column.within?.length ?? 0]
  const where = column ? ` in one ${inSentence(axisTitle(column))}` : ''
  const [first, second] = other?.names ?? []
  const side = sort.side && first ? ` ${sort.side === 'second' ? second : `${first} − ${second}`}` : ''
  return [`sorted by ${inSentence(measureOf(sort.measure).label)}${side}${where}`]
}
