import { Ban, Search } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { inSentence } from '../../../shared/model/values/words.ts'
import { Button, classes, TextField } from '../../components/index.ts'
import { formatInteger } from '../../format.ts'
import { folded } from '../../text.ts'
import '../filter.css'

/** One member of a facet. `count` is null while it is not known. */
export interface FacetItem {
  key: string
  label: string
  count: number | null
  state: 'free' | 'included' | 'excluded'
}

export interface FacetListProps {
  /** What is listed, such as "Genres". */
  label: string
  items: readonly FacetItem[]
  onToggle: (key: string) => void
  onExclude: (key: string) => void
  onClear: () => void
  /** Controls beside the heading, such as any/all. */
  head?: React.ReactNode
  /** Old counts, greyed while new ones are read. */
  stale?: boolean
  empty?: string
}

/** What is chosen first, in its own order, then the rest by the typed text. Chosen members stay, whatever is typed or counted. */
export function arrangeFacet(items: readonly FacetItem[], typed: string): FacetItem[] {
  const wanted = folded(typed.trim())
  const pinned = items.filter((item) => item.state !== 'free')
  const rest = items.filter((item) => item.state === 'free' && folded(item.label).includes(wanted))
  return [...pinned, ...rest]
}

/** Free members of a long facet that are shown at first. */
const shortLength = 10

/** The beginning of an arranged facet: what is chosen and the first of the rest; all of it when little would be left out. */
export function shortFacet(arranged: readonly FacetItem[]): readonly FacetItem[] {
  const length = arranged.filter((item) => item.state !== 'free').length + shortLength
  return arranged.length <= length + 2 ? arranged : arranged.slice(0, length)
}

/**
 * A facet as a list: type to filter, arrows to move, Space to include, X to exclude. Esc drops what was typed and then closes a list
 * that was opened; it never changes the filter. The list never scrolls by itself: a long one shows its beginning and opens in place.
 */
export function FacetList(props: FacetListProps) {
  const { label, items, onToggle, onExclude, onClear, head, stale = false, empty = 'None yet' } = props
  const id = useId()
  const [typed, setTyped] = useState('')
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const [whole, setWhole] = useState(false)
  const arranged = useMemo(() => arrangeFacet(items, typed), [items, typed])
  const short = useMemo(() => shortFacet(arranged), [arranged])
  const shown = whole ? arranged : short
  const found = shown.findIndex((item) => item.key === activeKey)
  const active = Math.max(0, found)
  const current = shown[active]

  const move = (index: number) => {
    const next = shown[Math.min(shown.length - 1, Math.max(0, index))]
    if (!next) return
    setActiveKey(next.key)
    list.current?.querySelector(`[data-key="${CSS.escape(next.key)}"]`)?.scrollIntoView({ block: 'nearest' })
  }

  /** One step back: what was typed, then the opened list. */
  const fold = () => {
    if (typed !== '') setTyped('')
    else setWhole(false)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -shown.length,
      End: shown.length,
    }
    const step = steps[event.key]
    if (step !== undefined) move(active + step)
    else if (event.key === ' ' || event.key === 'Enter') {
      setActiveKey(current.key)
      onToggle(current.key)
    } else if (event.key === 'x' || event.key === 'X' || event.key === 'Delete') {
      setActiveKey(current.key)
      onExclude(current.key)
    } else if (event.key === 'Escape' && (typed !== '' || whole)) fold()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <section className="facet" aria-labelledby={`${id}-label`}>
      <div className="facet-head">
        <h2 id={`${id}-label`}>{label}</h2>
        <span className="spacer" />
        {items.some((item) => item.state !== 'free') ? (
          <Button variant="quiet" small onClick={onClear}>
            Clear<span className="visually-hidden"> {inSentence(label)}</span>
          </Button>
        ) : null}
        {head}
      </div>
      <TextField
        className="facet-search"
        label={`Find in ${inSentence(label)}`}
        placeholder="Type to find"
        icon={<Search size={14} aria-hidden />}
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            list.current?.focus()
          } else if (event.key === 'Escape' && (typed !== '' || whole)) {
            event.stopPropagation()
            fold()
          }
        }}
      />
      {shown.length === 0 ? (
        <p className="facet-empty muted small">{items.length === 0 ? empty : 'No match'}</p>
      ) : (
        <div
          ref={list}
          id={`${id}-list`}
          className={classes('facet-list', stale && 'is-stale')}
          role="listbox"
          aria-labelledby={`${id}-label`}
          aria-multiselectable="true"
          aria-activedescendant={`${id}-${active}`}
          aria-keyshortcuts="Space X"
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          {shown.map((item, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys for its active option
            <div
              key={item.key}
              id={`${id}-${index}`}
              data-key={item.key}
              role="option"
              tabIndex={-1}
              className={classes('facet-row', item.state, index === active && 'active')}
              aria-selected={item.state === 'included'}
              onClick={(event) => {
                setActiveKey(item.key)
                if (event.altKey) onExclude(item.key)
                else onToggle(item.key)
              }}
            >
              <span className="facet-mark" />
              <span className="truncate">{item.label}</span>
              <span className="facet-count">
                {formatInteger(item.count)}
                <span className="visually-hidden">{item.state === 'excluded' ? ' films, excluded' : ' films'}</span>
              </span>
              {/* For the mouse only: keys have X, and a button inside an option would hide it from screen readers. */}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: X does the same from the keyboard */}
              {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
              <span
                className="facet-exclude"
                title={item.state === 'excluded' ? 'Stop excluding (X)' : 'Exclude (X)'}
                onClick={(event) => {
                  event.stopPropagation()
                  setActiveKey(item.key)
                  onExclude(item.key)
                }}
              >
                <Ban size={12} aria-hidden />
              </span>
            </div>
          ))}
        </div>
      )}
      {short.length < arranged.length ? (
        <Button
          variant="quiet"
          small
          className="facet-more"
          aria-expanded={whole}
          aria-controls={`${id}-list`}
          onClick={() => setWhole(!whole)}
        >
          {whole ? 'Show fewer' : `Show all ${formatInteger(arranged.length)}`}
          <span className="visually-hidden"> {inSentence(label)}</span>
        </Button>
      ) : null}
    </section>
  )
}
