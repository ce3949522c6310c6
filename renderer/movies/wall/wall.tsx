import {
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import type { MovieRow } from '../../../shared/contract/explore.ts'
import { MarkMenu } from '../../charts/marks/mark-menu.tsx'
import { type MenuEntry, StaleBar } from '../../components/index.ts'
import { type GridChoices, useGridExport } from '../../grid/export-grid.ts'
import { copyCells } from '../../grid/focus/copy-cells.ts'
import { GridNotices } from '../../grid/grid-notices.tsx'
import type { GridColumn, GridHandle, GridSource } from '../../grid/grid-types.ts'
import type { WindowSnapshot } from '../../grid/scroll/window-cache.ts'
import { PosterQuestion } from '../../posters/poster-question.tsx'
import { usePosterHost } from '../../posters/use-posters.ts'
import { movieColumns } from '../movie-columns.tsx'
import { NoMovies } from '../movie-facets.tsx'
import { useTypeToFind } from './use-type-to-find.ts'
import { useWallView } from './use-wall-view.ts'
import './wall.css'
import { gap, nextSize, type WallSize, wallTarget } from './wall-layout.ts'
import { WallTile } from './wall-tile.tsx'

interface WallProps {
  /** The grid whose place in the result the wall shares. */
  gridId: string
  /** The columns that the grid shows: what is copied and exported, and never an image. */
  columns: readonly GridColumn<MovieRow>[]
  /** Must keep its identity while its key is the same. */
  source: GridSource<MovieRow>
  /** What can be exported of its films. */
  exported: GridChoices
  size: WallSize
  onSize: (size: WallSize) => void
  /** Enter or a double click on a film. */
  onActivate: () => void
  onFocusRow: (row: MovieRow | undefined, index: number) => void
  /** Keys of the page on a film; called first. */
  onRowKey: (event: KeyboardEvent<HTMLElement>) => void
  /** Lines for a film's menu. */
  menu: (row: MovieRow) => MenuEntry[]
  onState: (state: WindowSnapshot) => void
  ref?: Ref<GridHandle>
}

const rowId = (row: MovieRow) => row.movieId

/** Films as posters: the result of the grid, with its order, its focus and its keys. */
export function Wall(props: WallProps) {
  const { gridId, columns, source, size, onSize, onActivate, onFocusRow, onRowKey, onState } = props
  const wallId = useId()
  const element = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null)
  const host = usePosterHost()
  const view = useWallView({ gridId, element, source, rowId, size })
  const { cache, snapshot, layout, films, loading, scroll, state, at, span, visible } = view
  const { perRow, width, rowHeight } = layout
  const focused = cache.row(at)
  useEffect(() => onState(snapshot), [snapshot, onState])
  useEffect(() => onFocusRow(focused, at), [focused, at, onFocusRow])

  const goTo = (film: number) => {
    state.move({ row: film, column: state.focus.at.column }, false)
    view.reveal(film)
  }
  const finding = useTypeToFind(source, goTo)
  const copy = (withHeaders: boolean) => {
    if (!focused) return
    const range = { firstRow: at, lastRow: at, firstColumn: 0, lastColumn: columns.length - 1 }
    void copyCells(cache, columns, range, withHeaders)
  }
  const exporting = useGridExport({
    label: 'Films',
    columns,
    all: movieColumns,
    choices: props.exported,
    total: snapshot.stale ? null : snapshot.total,
    read: (most) => cache.readRange(0, most - 1),
    element,
  })
  useImperativeHandle(props.ref, () => ({
    focus: () => element.current?.focus(),
    copy,
    step: (by) => goTo(Math.min(Math.max(0, at + by), Math.max(0, films - 1))),
    goTo: (film) => {
      goTo(film)
      element.current?.focus()
    },
  }))
  const onSizeNow = useRef(onSize)
  onSizeNow.current = onSize
  useEffect(() => {
    const target = element.current
    if (!target) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      onSizeNow.current(nextSize(size, event.deltaY < 0 ? 1 : -1))
    }
    target.addEventListener('wheel', onWheel, { passive: false })
    return () => target.removeEventListener('wheel', onWheel)
  }, [size])

  const tileId = (film: number) => `${wallId}-${film}`
  const openMenuAtFocus = () => {
    const box = (document.getElementById(tileId(at)) ?? element.current)?.getBoundingClientRect()
    if (box && focused) setMenu({ x: box.left + 8, y: box.top + 8 })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== element.current) return
    const ctrl = event.ctrlKey || event.metaKey
    const handled = () => {
      event.preventDefault()
      // Letters here are a title, not commands of the page.
      event.stopPropagation()
    }
    if (finding.onKey(event)) return handled()
    onRowKey(event)
    if (event.defaultPrevented) return
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      openMenuAtFocus()
      return handled()
    }
    if (ctrl && event.key.toLowerCase() === 'c') {
      copy(event.shiftKey)
      return handled()
    }
    if (event.key === 'Enter') {
      finding.end()
      if (cache.failureAt(at) === null) onActivate()
      else cache.retry(at)
      return handled()
    }
    if (event.altKey) return
    const target = wallTarget(at, { key: event.key, ctrl }, { perRow, films: snapshot.total ?? 0, page: view.page })
    if (target === null) return
    finding.end()
    goTo(target)
    handled()
  }
  const onPress = (event: MouseEvent): number | null => {
    const tile = event.target instanceof Element ? event.target.closest('[data-film]') : null
    const film = tile ? Number(tile.getAttribute('data-film')) : null
    if (film !== null) {
      finding.end()
      state.move({ row: film, column: state.focus.at.column }, false)
    }
    return film
  }

  const first = span.first * perRow
  const end = Math.min(films, span.end * perRow)
  return (
    <div className="wall" data-stale={snapshot.stale || undefined}>
      <PosterQuestion />
      <div className="wall-frame">
        <StaleBar active={snapshot.stale || (snapshot.busy && snapshot.total === null)} />
        <div
          ref={element}
          role="listbox"
          tabIndex={0}
          className="wall-scroll"
          aria-label="Films"
          aria-busy={snapshot.stale || loading}
          aria-activedescendant={at >= first && at < end ? tileId(at) : undefined}
          onKeyDown={onKeyDown}
          onBlur={finding.end}
          onPointerDown={(event) => void onPress(event)}
          onDoubleClick={(event) => {
            if (onPress(event) !== null) onActivate()
          }}
          onContextMenu={(event) => {
            event.preventDefault()
            const film = onPress(event)
            element.current?.focus()
            if (film !== null && cache.row(film)) setMenu({ x: event.clientX, y: event.clientY })
          }}
        >
          <div className="wall-sizer" style={{ height: scroll.height }} role="presentation">
            <div className="wall-layer" style={{ height: scroll.geometry.viewport + gap }} role="presentation">
              <div
                className="wall-tiles"
                role="presentation"
                style={{
                  transform: `translateY(${span.first * rowHeight - scroll.top + gap}px)`,
                  gridTemplateColumns: `repeat(${perRow}, ${width}px)`,
                }}
              >
                {Array.from({ length: Math.max(0, end - first) }, (_, offset) => {
                  const index = first + offset
                  return (
                    <WallTile
                      key={index}
                      id={tileId(index)}
                      index={index}
                      films={films}
                      film={cache.row(index)}
                      isFocused={!loading && index === at}
                      hasFailed={!loading && cache.failureAt(index) !== null}
                      height={rowHeight - gap}
                      host={host}
                    />
                  )
                })}
              </div>
            </div>
          </div>
        </div>
        <GridNotices
          cache={cache}
          snapshot={snapshot}
          visible={{ first: visible.first * perRow, end: Math.max(1, Math.min(films, visible.end * perRow)) }}
          empty={<NoMovies />}
        />
        <output className={finding.typed === '' ? 'wall-find empty' : 'wall-find'}>
          {finding.typed === '' ? '' : `${finding.typed}${finding.isNowhere ? ' – no film here has it' : ''}`}
        </output>
      </div>
      {menu && focused ? (
        <MarkMenu
          anchor={{ index: null, ...menu }}
          entries={[
            ...props.menu(focused),
            { label: 'Copy film', shortcut: 'Ctrl+C', onSelect: () => copy(false) },
            exporting,
          ]}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </div>
  )
}
