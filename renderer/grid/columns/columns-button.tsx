import { Bookmark, BookmarkPlus, Columns3, Maximize2, Minimize2, Trash2 } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Button, Dialog, IconButton, Menu, type MenuEntry, TextField } from '../../components/index.ts'
import { rememberUi, restoredUi } from '../../state/ui-state.ts'
import type { GridColumn } from '../grid-types.ts'
import { columnsMenu } from './column-menu.tsx'
import {
  applyPreset,
  compactLayout,
  fullLayout,
  type LayoutPreset,
  maxPresetName,
  restorePresets,
  withPreset,
} from './presets.ts'
import type { GridLayoutState } from './use-grid-layout.ts'

interface ColumnsButtonProps<Row> {
  gridId: string
  columns: readonly GridColumn<Row>[]
  layout: GridLayoutState
}

/** Which columns a grid shows: ready arrangements, the person's own by name, and every column with a tick. */
export function ColumnsButton<Row>({ gridId, columns, layout }: ColumnsButtonProps<Row>) {
  const key = `grid.${gridId}.presets`
  const [kept, setKept] = useState(() => ({ key, presets: restorePresets(restoredUi(key), columns) }))
  const [managing, setManaging] = useState(false)
  // The Tables page shows another grid in the same place.
  const presets = kept.key === key ? kept.presets : restorePresets(restoredUi(key), columns)
  const keep = (next: LayoutPreset[]) => {
    setKept({ key, presets: next })
    rememberUi(key, next)
  }
  const use = (preset: LayoutPreset['layout']) => layout.change((current) => applyPreset(current, preset))
  const entries: MenuEntry[] = [
    { kind: 'label', label: 'Layouts' },
    { label: 'Compact', icon: <Minimize2 aria-hidden />, onSelect: () => use(compactLayout(columns)) },
    { label: 'Everything', icon: <Maximize2 aria-hidden />, onSelect: () => use(fullLayout(columns)) },
    ...presets.map(
      (preset): MenuEntry => ({
        label: preset.name,
        icon: <Bookmark aria-hidden />,
        onSelect: () => use(preset.layout),
      }),
    ),
    { label: 'Save this layout…', icon: <BookmarkPlus aria-hidden />, onSelect: () => setManaging(true) },
    { kind: 'separator' },
    ...columnsMenu(columns, layout),
  ]
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button variant="quiet">
            <Columns3 aria-hidden />
            Columns
          </Button>
        }
        entries={entries}
      />
      {managing ? (
        <PresetsDialog
          presets={presets}
          onSave={(name) => keep(withPreset(presets, name, layout.layout))}
          onDelete={(name) => keep(presets.filter((preset) => preset.name !== name))}
          onClose={() => setManaging(false)}
        />
      ) : null}
    </>
  )
}

interface PresetsDialogProps {
  presets: readonly LayoutPreset[]
  onSave: (name: string) => void
  onDelete: (name: string) => void
  onClose: () => void
}

/** Names the arrangement on the screen, and lets go of older ones. */
function PresetsDialog({ presets, onSave, onDelete, onClose }: PresetsDialogProps) {
  const field = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const isKnown = presets.some((preset) => preset.name === name.trim())
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onSave(name)
    onClose()
  }
  return (
    <Dialog
      open
      initialFocus={field}
      onOpenChange={(open) => !open && onClose()}
      title="Save this layout"
      description="Which columns are shown, their order, widths and pins, for this table. The order of the rows is not part of it."
    >
      <form className="preset-form" onSubmit={save}>
        <TextField
          ref={field}
          className="preset-name"
          label="Name of the layout"
          placeholder="Name"
          maxLength={maxPresetName}
          value={name}
          onChange={setName}
        />
        <Button variant="primary" type="submit" disabled={name.trim() === ''}>
          {isKnown ? 'Replace' : 'Save'}
        </Button>
      </form>
      {presets.length > 0 ? (
        <ul className="preset-list" aria-label="Saved layouts">
          {presets.map((preset) => (
            <li key={preset.name}>
              <span className="truncate" title={preset.name}>
                {preset.name}
              </span>
              <IconButton
                small
                label={`Delete ${preset.name}`}
                icon={<Trash2 aria-hidden />}
                onClick={() => onDelete(preset.name)}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </Dialog>
  )
}
