import type { ReactNode } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { rememberUi, restoredUi } from '../state/ui-state.ts'

interface SplitPaneProps {
  /** Where its sizes are kept over restarts. */
  id: string
  orientation?: 'horizontal' | 'vertical'
  first: ReactNode
  /** Null = closed: the first pane has all the room, and keeps its place in the tree. */
  second: ReactNode | null
  /** Share of the first pane in percent. */
  firstSize?: number
  /** Pixels that all of the first pane takes: it is never larger, so that little in it leaves no empty room. */
  firstContent?: number
  /** Smallest sizes, such as `240px` or `20%`. */
  firstMin?: string
  secondMin?: string
  /** Accessible name of the handle. */
  label: string
}

/** Two panes and a handle between them, by mouse or arrow keys; the split is kept over restarts. */
export function SplitPane(props: SplitPaneProps) {
  const {
    id,
    orientation = 'horizontal',
    first,
    second,
    firstSize = 50,
    firstContent,
    firstMin = '160px',
    secondMin = '160px',
    label,
  } = props
  const key = `split.${id}`
  const kept = restoredUi(key)
  const layout = isLayout(kept) ? kept : { first: firstSize, second: 100 - firstSize }
  return (
    <Group
      className="split"
      orientation={orientation}
      defaultLayout={second === null ? { first: 100 } : layout}
      onLayoutChanged={(next, { isUserInteraction, requestedLayout = next }) => {
        // What a small window or little content makes of it is not what the person wants kept.
        if (isUserInteraction && isLayout(requestedLayout)) rememberUi(key, requestedLayout)
      }}
    >
      <Panel
        id="first"
        className="split-pane"
        minSize={firstMin}
        {...(firstContent === undefined ? {} : { maxSize: firstContent })}
      >
        {first}
      </Panel>
      {second === null ? null : (
        <>
          <Separator className="split-handle" aria-label={label} />
          <Panel id="second" className="split-pane" minSize={secondMin} defaultSize={`${layout.second}%`}>
            {second}
          </Panel>
        </>
      )}
    </Group>
  )
}

function isLayout(value: unknown): value is { first: number; second: number } {
  if (typeof value !== 'object' || value === null) return false
  const { first, second } = value as Record<string, unknown>
  return typeof first === 'number' && typeof second === 'number' && first >= 0 && second >= 0
}
