import { Plus } from 'lucide-react'
import { type CalculationId, calculationIds } from '../../../shared/explore-arrangement.ts'
import { axesOf, type ExploreSpec } from '../../../shared/explore-spec.ts'
import { leastOf, listedMeasureIds, type MeasureId, measureOf, shareRatedIds } from '../../../shared/model/measures.ts'
import { Button, IconButton, Menu, type MenuEntry } from '../../components/index.ts'
import { formatDecimal } from '../../format.ts'
import type { Question } from '../../state/question.ts'
import { alongText, calculationLabels } from '../table/calculations.ts'
import { shownLabel } from '../words.ts'
import { type Moved, pillProps } from './pill.ts'
import { dropMeasure, mostMeasures, putMeasure, type SpecChange } from './spec-changes.ts'
import { changeCalculation } from './spec-store.ts'

const groupNames = { none: 'Counts', rating: 'Rating', runtime: 'Runtime' } as const

/** Every measure to choose from, by what it is of. */
function measureEntries(spec: ExploreSpec, here: MeasureId | null, choose: (measure: MeasureId) => void): MenuEntry[] {
  const groupOf = (id: MeasureId): keyof typeof groupNames => {
    const { of } = measureOf(id)
    return of === 'rating' || of === 'runtime' ? of : 'none'
  }
  return Object.entries(groupNames).flatMap(([group, label]): MenuEntry[] => [
    { kind: 'label', label },
    ...listedMeasureIds
      .filter((id) => groupOf(id) === group)
      .map(
        (id): MenuEntry => ({
          label: measureOf(id).label,
          checked: id === here,
          disabled: id !== here && spec.measures.includes(id),
          reason: 'shown already',
          onSelect: () => choose(id),
        }),
      ),
  ])
}

/** What can be shown of a measure in place of its numbers. */
function calculationEntries(spec: ExploreSpec, measure: MeasureId, now: CalculationId | undefined): MenuEntry[] {
  const isPossible = axesOf(spec).length > 0
  return [
    { kind: 'label', label: 'Shown as' },
    { label: 'Its numbers', checked: now === undefined, onSelect: () => changeCalculation(measure, null) },
    ...calculationIds.map(
      (id): MenuEntry => ({
        label: `${sentence(calculationLabels[id])} ${alongText(spec, id)}`.trimEnd(),
        checked: id === now,
        disabled: !isPossible,
        reason: 'there is no dimension',
        onSelect: () => changeCalculation(measure, id),
      }),
    ),
  ]
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** From which rating on a film counts, where the measure is a share of well rated films. */
function leastEntries(spec: ExploreSpec, here: MeasureId, choose: (measure: MeasureId) => void): MenuEntry[] {
  if (Number.isNaN(leastOf(here))) return []
  return [
    { kind: 'label', label: 'Counts as well rated' },
    ...shareRatedIds.map(
      (id): MenuEntry => ({
        label: `${formatDecimal(leastOf(id))} or more`,
        checked: id === here,
        disabled: id !== here && spec.measures.includes(id),
        reason: 'shown already',
        onSelect: () => choose(id),
      }),
    ),
    { kind: 'separator' },
  ]
}

/** The measures, each with what is shown of it. */
export function MeasureShelf(props: {
  spec: ExploreSpec
  calculations: Question['calculations']
  change: (change: SpecChange) => void
  moved: Moved
}) {
  const { spec, calculations, change, moved } = props
  return (
    <div className="shelf">
      <span className="shelf-name">Measures</span>
      {spec.measures.map((id, at) => (
        <Menu
          key={id}
          trigger={
            <Button
              small
              className="pill measure"
              aria-label={`Measure: ${shownLabel(id, calculations[id])}`}
              title={measureOf(id).explain}
              {...pillProps({ kind: 'measure', at, id }, moved)}
            >
              <span className="truncate">{shownLabel(id, calculations[id])}</span>
            </Button>
          }
          entries={[
            ...leastEntries(spec, id, (next) => change(putMeasure(next, at))),
            ...calculationEntries(spec, id, calculations[id]),
            { kind: 'separator' },
            ...measureEntries(spec, id, (next) => change(putMeasure(next, at))),
            { kind: 'separator' },
            {
              label: 'Remove',
              shortcut: 'Delete',
              disabled: spec.measures.length < 2,
              reason: 'it is the only one',
              onSelect: () => change(dropMeasure(at)),
            },
          ]}
        />
      ))}
      {spec.measures.length < mostMeasures ? (
        <Menu
          trigger={<IconButton small label="Add a measure" icon={<Plus aria-hidden />} />}
          entries={measureEntries(spec, null, (id) => change(putMeasure(id)))}
        />
      ) : null}
    </div>
  )
}
