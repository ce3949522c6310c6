import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react'
import { type ChartModel, type MarkAction, markRuns, tipSentence } from '../model.ts'
import { markGrid, type PlotBox, slotBox } from '../plots/geometry.ts'
import { chartCommand } from './keyboard.ts'
import { markAt, markBox } from './places.ts'
import { ChartTooltip } from './tooltip.tsx'

export interface MarkLayerProps {
  model: ChartModel
  box: PlotBox
  /** Size of the whole plot. */
  width: number
  height: number
  onAct: (index: number, action: MarkAction) => void
  onClear: () => void
  /** Present when the chart brushes; `gesture` is the same for one whole drag or one run of Shift+arrows. */
  onBrush?: (from: number, to: number, gesture: string) => void
  onMenu: (index: number | null, anchor: { x: number; y: number }) => void
}

let gestures = 0
const nextGesture = () => `brush ${++gestures}`

interface Drag {
  from: number
  to: number
  gesture: string
}

/**
 * The layer over a plot that takes pointer and keys and speaks for the marks: a listbox whose active option is the mark under
 * the cursor. It works on positions alone, so the plot below is redrawn only when numbers change.
 */
export function MarkLayer({ model, box, width, height, onAct, onClear, onBrush, onMenu }: MarkLayerProps) {
  const { drawing } = model
  const { marks } = drawing
  const grid = markGrid(drawing)
  const id = useId()
  const [active, setActive] = useState(0)
  const [hover, setHover] = useState<number | null>(null)
  const [focused, setFocused] = useState(false)
  const drag = useRef<Drag | null>(null)
  const anchor = useRef<Drag | null>(null)
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])

  const current = Math.min(active, marks.length - 1)
  const shown = hover ?? (focused ? current : null)
  const mark = marks[current]

  const indexAt = (event: { clientX: number; clientY: number; currentTarget: Element }) => {
    const bounds = event.currentTarget.getBoundingClientRect()
    return markAt(drawing, box, event.clientX - bounds.left, event.clientY - bounds.top)
  }

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    const index = indexAt(event)
    setActive(index)
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { from: index, to: index, gesture: nextGesture() }
  }

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const index = indexAt(event)
    cancelAnimationFrame(frame.current)
    // One step a frame at most: a brush asks the whole page to follow.
    frame.current = requestAnimationFrame(() => {
      setHover(index)
      const dragged = drag.current
      if (!dragged || !onBrush || index === dragged.to) return
      drag.current = { ...dragged, to: index }
      onBrush(dragged.from, index, dragged.gesture)
    })
  }

  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const dragged = drag.current
    drag.current = null
    if (!dragged) return
    cancelAnimationFrame(frame.current)
    const index = indexAt(event)
    if (dragged.from === dragged.to && index === dragged.from) {
      anchor.current = null
      onAct(index, event.shiftKey ? 'add' : 'pick')
      return
    }
    if (!onBrush) return
    if (index !== dragged.to) onBrush(dragged.from, index, dragged.gesture)
    // The keyboard takes the brush up where the mouse left it.
    anchor.current = { from: dragged.from, to: index, gesture: nextGesture() }
    setActive(index)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const command = chartCommand(
      { key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey || event.altKey },
      { index: current, count: marks.length, columns: grid.rows > 1 ? grid.columns : 1, brush: onBrush !== undefined },
    )
    if (!command) return
    event.preventDefault()
    event.stopPropagation()
    setHover(null)
    // The keyboard may go on where the mouse was: from now on its mark must be seen.
    setFocused(true)
    if (command.type === 'move') {
      anchor.current = null
      setActive(command.index)
    } else if (command.type === 'extend') {
      const start = anchor.current ?? { from: current, to: current, gesture: nextGesture() }
      anchor.current = { ...start, to: command.index }
      setActive(command.index)
      onBrush?.(start.from, command.index, start.gesture)
    } else if (command.type === 'menu') {
      const bounds = event.currentTarget.getBoundingClientRect()
      const slot = markBox(drawing, box, current)
      onMenu(current, { x: bounds.left + slot.left + slot.width / 2, y: bounds.top + slot.top + slot.height / 2 })
    } else if (command.type === 'clear') {
      anchor.current = null
      onClear()
    } else {
      anchor.current = null
      onAct(current, command.type)
    }
  }

  const slot = shown === null ? null : markBox(drawing, box, shown)
  return (
    <>
      <div
        className={onBrush ? 'mark-layer brush' : 'mark-layer'}
        style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
        role="listbox"
        aria-label={`${model.title}, ${model.counted}`}
        aria-multiselectable="true"
        aria-activedescendant={mark ? `${id}-mark` : undefined}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          drag.current = null
        }}
        onPointerLeave={() => {
          cancelAnimationFrame(frame.current)
          setHover(null)
        }}
        onContextMenu={(event) => {
          event.preventDefault()
          const index = indexAt(event)
          setActive(index)
          onMenu(index, { x: event.clientX, y: event.clientY })
        }}
        onKeyDown={onKeyDown}
        onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setFocused(false)}
      >
        {(drawing.kind === 'area' || drawing.kind === 'spread') &&
          markRuns(marks).map(({ from, to, state }) => {
            const first = slotBox(grid, box, from)
            const width = first.width * (to - from + 1)
            return <div key={from} className={`mark-veil ${state}`} style={{ left: first.left, width }} />
          })}
        {drawing.kind === 'area' &&
          marks.map(
            ({ key, unfinished }, index) =>
              unfinished && (
                <div
                  key={key}
                  className="mark-unfinished"
                  style={{ left: slotBox(grid, box, index).left, width: Math.max(4, box.width / marks.length) }}
                />
              ),
          )}
        {slot && <div className={focused && hover === null ? 'mark-cursor keys' : 'mark-cursor'} style={slot} />}
        {mark && (
          <div
            id={`${id}-mark`}
            className="visually-hidden"
            role="option"
            tabIndex={-1}
            aria-selected={mark.state === 'kept'}
            aria-setsize={marks.length}
            aria-posinset={current + 1}
          >
            {tipSentence(model.tip(current))}
          </div>
        )}
      </div>
      {slot && shown !== null && <ChartTooltip tip={model.tip(shown)} slot={slot} box={box} plot={{ width, height }} />}
    </>
  )
}
