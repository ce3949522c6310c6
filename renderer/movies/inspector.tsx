import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { Inspection } from '../../shared/contract/explore.ts'
import { EmptyState, ErrorState, IconButton, LoadingState, StaleBar, Tabs } from '../components/index.ts'
import { formatInteger, formatYear } from '../format.ts'
import { ExternalButton } from '../shell/external-button.tsx'
import { useGold } from '../state/query.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'
import { BronzeLayer, GoldLayer, HistoryLayer, realDifferences, SilverLayer } from './inspector-layers.tsx'

const layers = ['gold', 'silver', 'bronze', 'history'] as const
type Layer = (typeof layers)[number]

/** What the head of the inspector says before anything is read. */
export interface InspectedFilm {
  movieId: number
  title: string
  year: number | null
  imdbCode: string | null
}

/** Milliseconds the focus must rest on a row before it is read, so that a held arrow key reads only where it stops. */
const restMs = 60

interface InspectorProps {
  /** The focused film; null when the grid has none. */
  film: InspectedFilm | null
  /** The grid is reading rows: the film may be on its way. */
  reading?: boolean
  onClose: () => void
  /** Goes to the film above or below. */
  onStep: (by: 1 | -1) => void
  /** Gives the keyboard back to the focused row. */
  onLeave: () => void
}

/** One film, layer by layer: gold, silver, bronze as received, and what changed since. */
export function Inspector({ film, reading = false, onClose, onStep, onLeave }: InspectorProps) {
  const movieId = useRested(film?.movieId ?? null)
  const [layer, setLayer] = useLayer()
  const { data, error, isPlaceholderData, isFetching, refetch } = useGold(
    'movies.inspect',
    { movieId: movieId ?? 0 },
    { enabled: movieId !== null },
  )
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
  const code = film.imdbCode
  return (
    <section className="inspector" aria-label={`Inspector: ${film.title}`} onKeyDown={onKeyDown}>
      <header className="inspector-head">
        <h2 className="truncate" title={film.title}>
          <bdi>{film.title}</bdi> <span className="muted">{formatYear(film.year)}</span>
        </h2>
        {code !== null && /^tt\d{7,9}$/.test(code) ? (
          <ExternalButton small label="IMDb" target={{ kind: 'imdb', code }} host="www.imdb.com" />
        ) : null}
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
        label="Layers of the film"
        value={layer}
        onChange={setLayer}
        tabs={[
          { value: 'gold', label: 'Gold' },
          { value: 'silver', label: countLabel('Silver', data && realDifferences(data)) },
          { value: 'bronze', label: 'Bronze' },
          { value: 'history', label: countLabel('History', data?.changes.length) },
        ]}
      >
        {/* The head names the film at once; what is below follows when it has been read. */}
        <div className="inspector-body" aria-busy={!error && (isPlaceholderData || movieId !== film.movieId || !data)}>
          <StaleBar active={isPlaceholderData && isFetching} />
          {error && !data ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : data ? (
            <div className={isPlaceholderData ? 'is-stale' : undefined}>
              <LayerView layer={layer} film={data} />
            </div>
          ) : (
            <LoadingState label="Reading the film" />
          )}
        </div>
      </Tabs>
    </section>
  )
}

function LayerView({ layer, film }: { layer: Layer; film: Inspection }) {
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
    return layers.find((name) => name === kept) ?? 'gold'
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
