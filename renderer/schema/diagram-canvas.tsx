import { ReactFlow, type ReactFlowInstance, ReactFlowProvider, useReactFlow, ViewportPortal } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { Maximize, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { IconButton } from '../components/index.ts'
import type { Diagram } from './diagram.ts'
import { ActiveBox, type BoxNode, DiagramBox } from './diagram-box.tsx'
import { DiagramEdges } from './diagram-edges.tsx'
import { directionOf, walk } from './walk.ts'

const nodeTypes = { box: DiagramBox }
const fitOptions = { padding: 0.06, maxZoom: 1.1 }
const zoomStep = 1.2

interface DiagramCanvasProps {
  diagram: Diagram
  /** Accessible name: what the diagram shows. */
  label: string
}

/** The diagram on a canvas that can be moved and zoomed by mouse and keyboard. */
export function DiagramCanvas(props: DiagramCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  )
}

function Canvas({ diagram, label }: DiagramCanvasProps) {
  const flow = useReactFlow<BoxNode>()
  const box = useRef<HTMLDivElement>(null)
  /** The person has moved or zoomed: the view is theirs until they fit it again. */
  const touched = useRef(false)
  const [focused, setFocused] = useState<string | null>(null)
  const firstId = diagram.nodes.find(({ tone }) => tone === 'fact' || tone === 'source')?.id ?? null
  const active = diagram.nodes.some(({ id }) => id === focused) ? focused : firstId
  const nodes = useMemo(() => diagram.nodes.map(boxNode), [diagram])
  const [hasFocus, setHasFocus] = useState(false)

  const showAll = () => {
    touched.current = false
    void flow.fitView(fitOptions)
  }
  const zoom = (factor: number) => {
    touched.current = true
    void flow.zoomTo(flow.getZoom() * factor)
  }
  useFitOnResize(box, touched, flow)

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const direction = directionOf(event.key)
    const isBox = event.target instanceof HTMLElement && event.target.dataset.box !== undefined
    if (direction && isBox && active) {
      const next = walk(diagram, active, direction)
      if (next) focusBox(next)
    } else if (event.key === '+' || event.key === '=') zoom(zoomStep)
    else if (event.key === '-') zoom(1 / zoomStep)
    else if (event.key === '0') showAll()
    else return
    event.preventDefault()
  }

  const focusBox = (id: string) => {
    const node = diagram.nodes.find((candidate) => candidate.id === id)
    const area = box.current
    if (!node || !area) return
    area.querySelector<HTMLElement>(`[data-box="${CSS.escape(id)}"]`)?.focus({ preventScroll: true })
    // A box out of sight is brought to the middle; one in sight leaves the view alone.
    const { x, y, zoom: scale } = flow.getViewport()
    const left = node.x * scale + x
    const top = node.y * scale + y
    const inSight =
      left >= 0 &&
      top >= 0 &&
      left + node.width * scale <= area.clientWidth &&
      top + node.height * scale <= area.clientHeight
    if (!inSight) void flow.setCenter(node.x + node.width / 2, node.y + node.height / 2, { zoom: scale })
  }

  const contextValue = useMemo(() => ({ id: active, onFocus: setFocused }), [active])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the boxes and buttons inside
    <div
      className="schema-canvas"
      ref={box}
      onKeyDown={onKeyDown}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
    >
      <ActiveBox.Provider value={contextValue}>
        <ReactFlow<BoxNode>
          aria-label={label}
          nodes={nodes}
          edges={[]}
          nodeTypes={nodeTypes}
          fitView
          fitViewOptions={fitOptions}
          minZoom={0.25}
          maxZoom={2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          zoomActivationKeyCode={null}
          // The licence asks for no notice on the canvas; About names the library.
          proOptions={{ hideAttribution: true }}
          onMoveStart={(event) => {
            if (event) touched.current = true
          }}
        >
          <ViewportPortal>
            <DiagramEdges diagram={diagram} active={hasFocus ? active : null} />
          </ViewportPortal>
        </ReactFlow>
      </ActiveBox.Provider>
      <div className="schema-zoom">
        <IconButton small label="Zoom in" shortcut="=" icon={<Plus aria-hidden />} onClick={() => zoom(zoomStep)} />
        <IconButton
          small
          label="Zoom out"
          shortcut="−"
          icon={<Minus aria-hidden />}
          onClick={() => zoom(1 / zoomStep)}
        />
        <IconButton small label="Fit the diagram" shortcut="0" icon={<Maximize aria-hidden />} onClick={showAll} />
      </div>
    </div>
  )
}

function boxNode(node: Diagram['nodes'][number]): BoxNode {
  const size = { width: node.width, height: node.height }
  return { id: node.id, type: 'box', position: { x: node.x, y: node.y }, data: { node }, ...size, measured: size }
}

/** Keeps the whole diagram in sight when the window or a panel beside it changes size, until the person takes the view over. */
function useFitOnResize(
  box: RefObject<HTMLDivElement | null>,
  touched: RefObject<boolean>,
  flow: ReactFlowInstance<BoxNode>,
): void {
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(() => {
      if (!touched.current) requestAnimationFrame(() => void flow.fitView(fitOptions))
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [box, touched, flow])
}
