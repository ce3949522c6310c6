import { ChevronDown, ChevronLeft, ChevronUp, Film, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { MovieRow } from '../../../shared/contract/explore.ts'
import type { FilmCard, Inspection } from '../../../shared/contract/film.ts'
import { Button, EmptyState, ErrorState, IconButton, LoadingState, StaleBar, Tabs } from '../../components/index.ts'
import { useFilter } from '../../filter/store.ts'
import { formatInteger, formatYear } from '../../format.ts'
import { useGold } from '../../state/query.ts'
import { go } from '../../state/route.ts'
import { rememberUi, restoredUi } from '../../state/ui-state.ts'
import { FilmCardView } from './film-card.tsx'
import { BronzeLayer, GoldLayer, HistoryLayer, NotInGold, realDifferences, SilverLayer } from './inspector-layers.tsx'
import './film.css'
import { type InspectedFilm, useTrail } from './use-trail.ts'

const layers = ['film', 'gold', 'silver', 'bronze', 'history'] as const
type Layer = (typeof layers)[number]

/** Milliseconds the focus must rest on a row before it is read, so that a held arrow key reads only where it stops. */
const restMs = 60

interface InspectorProps {
  /** The focused film; null when the grid has none. */
  film: InspectedFilm | null
  /** The grid is reading rows: the film may be on its way. */
  reading?: boolean
  /** The film is the focused row of the grid beside it, so nothing need lead there. */
  besideGrid?: boolean
  onClose: () => void
  /** Goes to the film above or below. */
  onStep: (by: 1 | -1) => void
  /** Gives the keyboard back to the focused row. */
  onLeave: () => void
}

/**
 * One film: a card to read, with similar films that lead to theirs and Back; behind it the film layer by layer, gold, silver and
 * bronze as received, and what changed since.
 */
export function Inspector({
  film: start,
  reading = false,
  besideGrid = false,
  onClose,
  onStep,
  onLeave,
}: InspectorProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  /** The similar film that was come back from: it gets the focus when its card is there again. */
  const returning = useRef<number | null>(null)
  const { film, previous, follow, back } = useTrail(start, (left) => {
    returning.current = left.movieId
    heading.current?.focus()
  })
  const movieId = useRested(film?.movieId ?? null)
  const [layer, setLayer] = useLayer()
  const { asOf } = useFilter()
  const asked = { movieId: movieId ?? 0 }
  const inspection = useGold('movies.inspect', asked, { enabled: movieId !== null })
  const card = useGold('movies.card', { ...asked, asOf }, { enabled: movieId !== null && layer === 'film' })
  const shown = layer === 'film' ? card : inspection
  const isAway = shown.isPlaceholderData || movieId !== film?.movieId || !shown.data
  const shownId = layer === 'film' ? card.data?.card?.film.movieId : inspection.data?.movieId
  const isOfAnother = shownId !== undefined && shownId !== film?.movieId
  const inGold = layer === 'film' ? card.data?.card != null : (inspection.data?.gold.length ?? 0) > 0

  useEffect(() => {
    if (isAway || returning.current === null) return
    panel.current?.querySelector<HTMLElement>(`[data-film="${returning.current}"]`)?.focus()
    returning.current = null
  }, [isAway])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // A dialog opened from here hears its own Escape.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (event.key !== 'Escape' || event.defaultPrevented || !isInside) return
    event.preventDefault()
    onLeave()
  }
  if (!film) {
    return (
      <section className="inspector" aria-label="Inspector">
        {reading ? (
          <LoadingState label="Reading the film" />
        ) : (
          <EmptyState title="No film to inspect">Choose a row in the grid.</EmptyState>
        )}
      </section>
    )
  }
  const onFollow = ({ movieId: id, title, values }: MovieRow) => {
    follow({ movieId: id, title, year: values.year })
    // What was pressed goes away with its card; the heading says where one is now.
    heading.current?.focus()
    panel.current?.closest('.tab-panel')?.scrollTo(0, 0)
  }
  return (
    <section className="inspector" aria-label={`Inspector: ${film.title}`} onKeyDown={onKeyDown}>
      <header className="inspector-head">
        {previous ? (
          <IconButton
            small
            label={`Back to ${previous.title}`}
            shortcut="Alt+←"
            icon={<ChevronLeft aria-hidden />}
            onClick={back}
          />
        ) : null}
        <h2 title={film.title} ref={heading} tabIndex={-1}>
          <bdi>{film.title}</bdi>
          {film.year === null ? null : <span className="muted"> {formatYear(film.year)}</span>}
        </h2>
        <IconButton small label="Film above" shortcut="↑" icon={<ChevronUp aria-hidden />} onClick={() => onStep(-1)} />
        <IconButton
          small
          label="Film below"
          shortcut="↓"
          icon={<ChevronDown aria-hidden />}
          onClick={() => onStep(1)}
        />
        <IconButton small label="Close the inspector" shortcut="Space" icon={<X aria-hidden />} onClick={onClose} />
      </header>
      <Tabs
        className="inspector-tabs"
        label="Card and layers of the film"
        value={layer}
        onChange={setLayer}
        tabs={[
          { value: 'film', label: 'Film' },
          { value: 'gold', label: 'Gold' },
          { value: 'silver', label: countLabel('Silver', inspection.data && realDifferences(inspection.data)) },
          { value: 'bronze', label: 'Bronze' },
          { value: 'history', label: countLabel('History', inspection.data?.changes.length) },
        ]}
      >
        {/* The head names the film at once; what is below follows, as a whole, when it has been read. */}
        <div className="inspector-body" ref={panel} aria-busy={!shown.error && isAway}>
          <StaleBar active={shown.isPlaceholderData && shown.isFetching} />
          {shown.error && !shown.data ? (
            <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />
          ) : shown.data ? (
            <div className={isAway ? 'is-stale' : undefined} inert={isOfAnother}>
              {asOf && layer !== 'film' ? (
                <p className="notice warn small">The records are those of now; the card is as of run {asOf.runId}.</p>
              ) : null}
              {layer === 'film' ? (
                <CardLayer card={card.data?.card ?? null} onFollow={onFollow} />
              ) : inspection.data ? (
                <LayerView layer={layer} film={inspection.data} />
              ) : null}
            </div>
          ) : (
            <LoadingState label="Reading the film" />
          )}
        </div>
      </Tabs>
      {inGold && !isAway && (previous || !besideGrid) ? (
        <div className="inspector-foot">
          <Button small onClick={() => go('/movies', film.movieId)}>
            <Film aria-hidden /> Show in Movies
          </Button>
        </div>
      ) : null}
    </section>
  )
}

function CardLayer({ card, onFollow }: { card: FilmCard | null; onFollow: (film: MovieRow) => void }) {
  return card === null ? <NotInGold /> : <FilmCardView card={card} onFollow={onFollow} />
}

function LayerView({ layer, film }: { layer: Exclude<Layer, 'film'>; film: Inspection }) {
  switch (layer) {
    case 'gold':
      return <GoldLayer film={film} />
    case 'silver':
      return <SilverLayer film={film} />
    case 'bronze':
      return <BronzeLayer film={film} />
    case 'history':
      return <HistoryLayer film={film} />
  }
}

function countLabel(label: string, count: number | undefined) {
  return count ? (
    <>
      {label} <span className="badge accent">{formatInteger(count)}</span>
    </>
  ) : (
    label
  )
}

/** The layer last looked at, kept over restarts. */
function useLayer(): [Layer, (layer: Layer) => void] {
  const [layer, setLayer] = useState<Layer>(() => {
    const kept = restoredUi('movies.layer')
    return layers.find((name) => name === kept) ?? 'film'
  })
  return [
    layer,
    (next) => {
      setLayer(next)
      rememberUi('movies.layer', next)
    },
  ]
}

/** A value once it has stood still; the first one at once. */
function useRested(value: number | null): number | null {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    if (value === rested) return
    const timer = setTimeout(() => setRested(value), rested === null ? 0 : restMs)
    return () => clearTimeout(timer)
  }, [value, rested])
  return rested
}
