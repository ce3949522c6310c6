import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { axisTitle, type ExploreAxis, type ExploreSpec } from '../../../shared/explore-spec.ts'
import { listedMeasureIds, type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import { classes, TextField } from '../../components/index.ts'
import { folded } from '../../text.ts'
import { dragProps } from './drag.ts'
import './field-list.css'
import { bestShelf, shelfOfKey } from './pill-keys.ts'
import { allAxes, dropMeasure, mostMeasures, putAxis, putMeasure, type SpecChange, shelfOf } from './spec-changes.ts'
import { changeSpec, useQuestion } from './spec-store.ts'

type Field = { kind: 'axis'; label: string; axis: ExploreAxis } | { kind: 'measure'; label: string; id: MeasureId }

const fields: readonly Field[] = [
  ...allAxes.map((axis): Field => ({ kind: 'axis', label: axisTitle(axis), axis })),
  ...listedMeasureIds.map((id): Field => ({ kind: 'measure', label: measureOf(id).label, id })),
]

/** Where a field is on the shelves; null = nowhere. */
function placeOf(spec: ExploreSpec, field: Field): string | null {
  if (field.kind === 'measure') return spec.measures.includes(field.id) ? 'shown' : null
  return shelfOf(spec, field.axis)
}

/** What a key does with a field; null for keys that do nothing with it. */
function changeOf(field: Field, key: string): SpecChange | null {
  if (key === 'Enter' || key === ' ') {
    if (field.kind === 'axis') return bestShelf(field.axis)
    return (spec) => {
      const at = spec.measures.indexOf(field.id)
      return (at < 0 ? putMeasure(field.id) : dropMeasure(at))(spec)
    }
  }
  if (field.kind === 'measure') return key.toLowerCase() === 'm' ? putMeasure(field.id) : null
  const shelf = shelfOfKey(key)
  return shelf && putAxis(shelf, field.axis)
}

/** Every dimension and measure there is, to find by typing and to put on the shelves. One stop of the Tab key; arrows move in it. */
export function FieldList() {
  const { spec } = useQuestion()
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState(0)
  const found = useMemo(() => {
    const words = folded(typed.trim()).split(/\s+/)
    return fields.filter(({ label }) => words.every((word) => folded(label).includes(word)))
  }, [typed])
  const active = Math.min(asked, found.length - 1)
  const go = (to: number) => {
    const next = Math.min(found.length - 1, Math.max(0, to))
    setAsked(next)
    document.getElementById(`${id}${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const use = (field: Field | undefined, key: string): boolean => {
    const change = field && changeOf(field, key)
    if (change) changeSpec(change)
    return Boolean(change)
  }
  const steps: Record<string, number> = { ArrowUp: active - 1, ArrowDown: active + 1, Home: 0, End: found.length - 1 }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    if (step !== undefined) go(step)
    else if (!use(found[active], event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const line = (field: Field, index: number) => {
    const place = placeOf(spec, field)
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names its active option
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys
      <div
        key={field.label}
        id={`${id}${index}`}
        className={classes('field', index === active && 'active', place !== null && 'used')}
        role="option"
        aria-selected={place !== null}
        title={field.kind === 'measure' ? measureOf(field.id).explain : field.label}
        onClick={() => {
          setAsked(index)
          use(field, 'Enter')
        }}
        {...(field.kind === 'axis' ? dragProps(field.axis) : {})}
      >
        <span className="truncate">{field.label}</span>
        {place === null ? null : <span className="field-place">{place}</span>}
      </div>
    )
  }
  const first = found.findIndex(({ kind }) => kind === 'measure')
  const parts = [
    { label: 'Dimensions', from: 0, to: first < 0 ? found.length : first },
    { label: 'Measures', from: first < 0 ? found.length : first, to: found.length },
  ].filter(({ from, to }) => to > from)
  return (
    <section className="fields" aria-label="Fields">
      <TextField
        label="Find a field"
        placeholder="Find a field"
        className="fields-search"
        value={typed}
        onChange={(next) => {
          setTyped(next)
          setAsked(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') use(found[active], 'Enter')
          else if (event.key === 'ArrowDown') list.current?.focus()
          else return
          event.preventDefault()
        }}
        maxLength={60}
        icon={<Search aria-hidden className="icon" />}
      />
      <div
        ref={list}
        className="fields-list"
        role="listbox"
        aria-label="Dimensions and measures"
        aria-multiselectable="true"
        aria-activedescendant={found.length > 0 ? `${id}${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {parts.map(({ label, from, to }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, no fieldset
          <div key={label} role="group" aria-label={label}>
            <div className="fields-head" role="presentation">
              {label}
            </div>
            {found.slice(from, to).map((field, index) => line(field, from + index))}
          </div>
        ))}
        {found.length === 0 ? (
          // biome-ignore lint/a11y/useFocusableInteractive: nothing can be chosen of it
          <div className="field none" role="option" aria-selected={false} aria-disabled="true">
            Nothing has this name
          </div>
        ) : null}
      </div>
      <p className="fields-keys">
        Enter puts · R rows · C columns · O colour · M multiples, measures
        {spec.measures.length >= mostMeasures ? ` · at most ${mostMeasures} measures` : ''}
      </p>
    </section>
  )
}
