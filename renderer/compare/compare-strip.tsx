import { ArrowLeftRight, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type Comparison, filterOfBoth, type Side } from '../../shared/compare/comparison.ts'
import { Button, IconButton, Menu } from '../components/index.ts'
import { useMembers } from '../filter/members.ts'
import { useFilter, useFilterStore } from '../filter/store.ts'
import { formatCount } from '../format.ts'
import { useLetterKeys } from '../state/letter-keys.ts'
import { useGold } from '../state/query.ts'
import { go } from '../state/route.ts'
import './compare.css'
import { DiffersDialog } from './differs-dialog.tsx'
import { startComparing, stopComparing, swapSides, useComparison, useOtherEntries } from './use-comparison.ts'
import { filterWords, otherDetail, otherWords } from './words.ts'

interface StripProps {
  comparison: Comparison
  sides: { a: Side; b: Side } | null
  /** What else the page can be told of the comparison. */
  tools: ReactNode
}

/**
 * Says what is compared with what: both sides in words, the films of each and of both. Hears C, which compares with the rest, V, which
 * swaps the sides, and Escape, which leaves.
 */
export function CompareStrip({ tools }: { tools?: ReactNode }) {
  const { comparison, sides } = useComparison()
  useLetterKeys({
    c: () => comparison === null && startComparing(),
    v: swapSides,
    escape: () => comparison && stopComparing(),
  })
  return comparison ? <Strip comparison={comparison} sides={sides} tools={tools} /> : null
}

function Strip({ comparison, sides, tools }: StripProps) {
  const filter = useFilter()
  const { names } = useMembers()
  const [isOpen, setOpen] = useState(false)
  const [differs, setDiffers] = useState(false)
  const { data: runs } = useGold('runs.published', undefined, { enabled: isOpen })
  const entries = useOtherEntries(runs?.runs ?? [])
  const counted = useGold('compare.sides', sides ?? { a: noSide(filter), b: noSide(filter) }, {
    enabled: sides !== null,
  })
  const { isSwapped } = comparison
  const films = sides && counted.data ? counted.data : null
  const [own, other] = films ? (isSwapped ? [films.b, films.a] : [films.a, films.b]) : [null, null]
  const otherSide = sides && (isSwapped ? sides.a : sides.b)
  const sideA = (
    <div className="compare-side" key="a">
      <span className="compare-name">A</span>
      <bdi className="truncate" title={filterWords(filter, names)}>
        {filterWords(filter, names)}
      </bdi>
      <span className="muted nowrap">{own === null ? '' : formatCount(own, 'film')}</span>
    </div>
  )
  const sideB = (
    <div className="compare-side" key="b">
      <span className="compare-name other">B</span>
      <Menu
        onOpenChange={setOpen}
        trigger={
          <Button small aria-label={`B: ${otherWords(comparison)}`} title={otherDetail(comparison, otherSide, names)}>
            <bdi className="truncate">{otherWords(comparison)}</bdi>
          </Button>
        }
        entries={entries}
      />
      <span className="muted nowrap">
        {sides === null ? 'there is none' : other === null ? '' : formatCount(other, 'film')}
      </span>
    </div>
  )
  return (
    <section className="compare-strip" aria-label="Comparison">
      {isSwapped ? [sideB, sideA] : [sideA, sideB]}
      {films && otherSide ? <Overlap films={films.overlap} other={otherSide} /> : null}
      <span className="spacer" />
      {tools}
      <Button small disabled={sides === null} onClick={() => setDiffers(true)}>
        What differs most
      </Button>
      <IconButton small label="Swap the sides" shortcut="V" icon={<ArrowLeftRight aria-hidden />} onClick={swapSides} />
      <IconButton small label="Stop comparing" shortcut="Esc" icon={<X aria-hidden />} onClick={stopComparing} />
      {differs && sides ? (
        <DiffersDialog sides={sides} comparison={comparison} onClose={() => setDiffers(false)} />
      ) : null}
    </section>
  )
}

const noSide = (filter: Side['filter']): Side => ({ filter, isRest: false })

/** How many films are in both, and the way to them where a filter says which they are. */
function Overlap({ films, other }: { films: number; other: Side }) {
  const filter = useFilter()
  const both = other.isRest ? null : filterOfBoth(filter, other.filter)
  const text = films === 0 ? 'no film in both' : `${formatCount(films, 'film')} in both`
  if (films === 0 || !both) return <span className="muted nowrap">{text}</span>
  const show = () => {
    useFilterStore.getState().apply(() => both)
    go('/movies')
  }
  return (
    <Button variant="quiet" small onClick={show}>
      {text}
    </Button>
  )
}
