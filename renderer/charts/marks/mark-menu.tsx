import { Menu } from '@base-ui/react/menu'
import { useMemo } from 'react'
import { MenuEntries, type MenuEntry } from '../../components/index.ts'

/** Where a chart's menu opens, and for which mark. */
export interface MenuAnchor {
  index: number | null
  x: number
  y: number
}

interface MarkMenuProps {
  anchor: MenuAnchor
  entries: readonly MenuEntry[]
  onClose: () => void
}

/** A menu at a point of the chart, for a right click or Shift+F10. Focus goes back to the chart when it closes. */
export function MarkMenu({ anchor, entries, onClose }: MarkMenuProps) {
  const { x, y } = anchor
  const point = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }), [x, y])
  return (
    <Menu.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" anchor={point} side="bottom" align="start">
          <Menu.Popup className="popup">
            <MenuEntries entries={entries} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
