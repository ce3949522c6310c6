import { Bookmark, ChevronDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { stateKey, type ViewState } from '../../shared/views/view-state.ts'
import { Button, Menu, type MenuEntry } from '../components/index.ts'
import { runCommand } from '../state/events.ts'
import { setShell } from '../state/shell-store.ts'
import { copyLink, openFromFile, saveAsFile } from './given-views.ts'
import { NameDialog } from './name-dialog.tsx'
import { backToDraft, openSaved, revert } from './open-view.ts'
import { deleteView, duplicateView, renameView, saveView, saveViewAs, setStartView } from './view-actions.ts'
import { pageName } from './view-parts.ts'
import { baseOf, isUnsaved, type OpenedView, useViewStore, type ViewList } from './view-store.ts'
import './views.css'

/** How many views the menu lists itself; the palette has all. */
const mostListed = 12

interface ViewMenuProps {
  /** What the page shows. */
  state: ViewState
  /** A saved state of the page as it looks today, with the columns there are now. */
  fitted?: (saved: ViewState) => ViewState
}

/** The views of a page, in its head: which one is open, whether it was changed, and what can be done with it. */
export function ViewMenu({ state, fitted = asItIs }: ViewMenuProps) {
  const store = useViewStore()
  const { list, drafts } = store
  const [naming, setNaming] = useState<'save' | 'rename' | null>(null)
  const saved = baseOf(state.page, store)
  const base = saved && { ...saved, state: fitted(saved.state) }
  const isDirty = base !== null && stateKey(base.state) !== stateKey(state)
  const key = stateKey(state) + (base ? stateKey(base.state) + base.name : '')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts change when what they are of does
  useEffect(() => useViewStore.setState({ shown: { state, base } }), [key])
  const name = base?.name ?? 'Views'
  const said = base ? `View: ${name}${isDirty ? ', changed' : ''}` : 'Views'
  return (
    <>
      <Menu
        trigger={
          <Button small className="view-button" aria-label={said} title={base ? said : undefined}>
            <Bookmark aria-hidden />
            <span className="truncate">{name}</span>
            {isDirty ? <span className="view-dirty" aria-hidden /> : null}
            <ChevronDown aria-hidden />
          </Button>
        }
        entries={[
          ...(base ? openedEntries(base, state, isDirty, list, setNaming) : unopenedEntries(state, list, setNaming)),
          { kind: 'separator' },
          { label: 'Copy link', onSelect: () => void copyLink({ name: base?.name ?? pageName(state.page), state }) },
          {
            label: 'Save as a file…',
            onSelect: () => void saveAsFile({ name: base?.name ?? pageName(state.page), state }),
          },
          { label: 'Open a file…', onSelect: () => void openFromFile() },
          { label: 'Report of this view…', shortcut: 'CmdOrCtrl+Shift+E', onSelect: () => runCommand('page.report') },
          ...(drafts.length > 0 ? [{ label: 'Back to draft', onSelect: backToDraft }] : []),
          ...listedEntries(list, base),
        ]}
      />
      {naming === 'save' ? (
        <NameDialog
          title="Save as a view"
          agree="Save"
          name={base && base.id === null ? base.name : ''}
          onAgree={(text) => saveViewAs(text, state)}
          onClose={() => setNaming(null)}
        />
      ) : null}
      {naming === 'rename' && base && base.id !== null ? (
        <NameDialog
          title="Rename the view"
          agree="Rename"
          name={base.name}
          onAgree={(text) => renameView(base.id ?? '', text)}
          onClose={() => setNaming(null)}
        />
      ) : null}
    </>
  )
}

function asItIs(state: ViewState): ViewState {
  return state
}

type Naming = (what: 'save' | 'rename') => void

/** Why nothing can be saved now. */
function closedReason({ isClosed }: ViewList): { disabled?: boolean; reason?: string } {
  return isClosed ? { disabled: true, reason: 'views.json cannot be written' } : {}
}

function unopenedEntries(state: ViewState, list: ViewList, onName: Naming): MenuEntry[] {
  const nothing = !isUnsaved(state, null)
  return [
    {
      label: 'Save as…',
      ...(nothing ? { disabled: true, reason: 'nothing is filtered or arranged' } : closedReason(list)),
      onSelect: () => onName('save'),
    },
  ]
}

function openedEntries(
  base: OpenedView,
  state: ViewState,
  isDirty: boolean,
  list: ViewList,
  onName: Naming,
): MenuEntry[] {
  const { id } = base
  const closed = closedReason(list)
  const unchanged = isDirty ? {} : { disabled: true, reason: 'nothing was changed' }
  const own = id === null ? { disabled: true, reason: 'save it as your own first' } : closed
  return [
    { kind: 'label', label: `${base.name}${isDirty ? ' (changed)' : ''}` },
    {
      label: 'Save',
      ...(id === null
        ? { disabled: true, reason: 'it is not your own: save it as one' }
        : isDirty
          ? closed
          : unchanged),
      onSelect: () => void saveView(base, state),
    },
    { label: 'Save as…', ...closed, onSelect: () => onName('save') },
    { label: 'Revert', ...unchanged, onSelect: () => revert(state.page) },
    { kind: 'separator' },
    { label: 'Rename…', ...own, onSelect: () => onName('rename') },
    { label: 'Duplicate', ...own, onSelect: () => void duplicateView(base, list) },
    {
      label: 'Set as start',
      checked: id !== null && list.start === id,
      ...own,
      onSelect: () => void setStartView(list.start === id ? null : id),
    },
    { label: 'Delete', ...own, onSelect: () => id !== null && void deleteView({ ...base, id }) },
  ]
}

/** The first twelve views in the order they were saved; the palette has all. */
function listedEntries({ views }: ViewList, base: OpenedView | null): MenuEntry[] {
  return [
    { kind: 'separator' },
    ...(views.length > 0 ? [{ kind: 'label' as const, label: 'Saved views' }] : []),
    ...views.slice(0, mostListed).map(
      (view): MenuEntry => ({
        label: view.name,
        checked: view.id === base?.id,
        onSelect: () => openSaved(view),
      }),
    ),
    {
      label: views.length > mostListed ? `All ${views.length} views…` : 'Start views…',
      onSelect: () => setShell({ paletteOpen: true }),
    },
  ]
}
