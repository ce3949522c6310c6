import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { Button, keysText, Spinner } from '../../components/index.ts'
import { setAsOf } from '../../filter/reducers.ts'
import { useFilter, useFilterStore } from '../../filter/store.ts'
import { formatCount, formatInteger, formatTimestamp } from '../../format.ts'
import { pages } from '../../pages.ts'
import { exploreThis } from '../../state/actions/explore-this.ts'
import { useAppStore, type Workspace } from '../../state/app-store.ts'
import { runCommand } from '../../state/events.ts'
import { useGold } from '../../state/query.ts'
import { go } from '../../state/route.ts'
import { setShell, useShellStore } from '../../state/shell-store.ts'
import { rememberUi, restoredUi } from '../../state/ui-state.ts'
import { useSettled } from '../../state/use-settled.ts'
import { openViewById, usePaletteViews } from '../../views/palette-views.ts'
import { useCommandStates } from '../command-states.ts'
import { Hits } from './hits.tsx'
import { type PaletteGroup, type PaletteItem, paletteGroups, recentSchema, withRecent } from './palette-items.ts'
import { useDescriptions } from './use-descriptions.ts'

/** Where the choices of late are kept; films of another workspace have other ids. */
const recentKey = (workspace: Workspace) => `palette.recent.${workspace}`

/** Everything by name: films, commands, views, tables. */
export function Palette() {
  const open = useShellStore((state) => state.paletteOpen)
  const input = useRef<HTMLInputElement>(null)
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setShell({ paletteOpen: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog palette" aria-label="Command palette" initialFocus={input}>
          <PaletteBody input={input} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteBody({ input }: { input: React.RefObject<HTMLInputElement | null> }) {
  const [typed, setTyped] = useState('')
  const workspace = useAppStore((state) => state.workspace)
  const states = useCommandStates()
  const views = usePaletteViews()
  const asked = useSettled(typed.trim(), 100)
  const { asOf } = useFilter()
  const past = usePastCatalogues(asOf !== null)
  const search = useGold('movies.search', { text: asked, limit: 12, asOf }, { enabled: asked !== '' })
  // Descriptions are indexed as they are now: of then, nothing is said.
  const described = useDescriptions(typed.trim() === '' || asOf !== null ? '' : asked)
  const groups = useMemo(() => {
    const films = asked !== '' && typed.trim() !== '' ? (search.data?.hits ?? []) : []
    const recent = recentSchema.parse(restoredUi(recentKey(workspace)))
    const pageCommands = new Set(pages.map((page) => page.command))
    return paletteGroups(typed, films, pageCommands, recent, states, views, described.hits, past)
  }, [typed, asked, search.data, workspace, states, views, described.hits, past])
  const totals = { Films: search.data?.total ?? 0, Descriptions: described.total }
  return (
    <Autocomplete.Root
      items={groups}
      // The groups are matched already: films by the warehouse, the rest in palette-items.
      filter={null}
      value={typed}
      onValueChange={(next, details) => {
        // Choosing an item would write its name into the field.
        if (details.reason !== 'item-press') setTyped(next)
      }}
      itemToStringValue={(item: PaletteItem) => item.label}
      autoHighlight="always"
      keepHighlight
      inline
      open
    >
      <div className="palette-input">
        <Search aria-hidden className="icon" />
        <Autocomplete.Input
          ref={input}
          aria-label="Find a film, command, view or table"
          placeholder="Find a film by title or IMDb code, a command, a view or a table"
          maxLength={200}
        />
        {search.isFetching ? <Spinner label="Searching" /> : null}
      </div>
      <Autocomplete.List className="palette-list">
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className="menu-label">{groupLabel(group, totals)}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => (
                <Autocomplete.Item
                  key={item.id}
                  value={item}
                  className="menu-item"
                  disabled={item.kind === 'command' && item.reason !== undefined}
                  onClick={() => choose(item)}
                >
                  {item.kind === 'film' && item.snippet ? (
                    <span className="palette-described">
                      <span className="truncate" title={item.label}>
                        {item.label}
                      </span>
                      <Snippet parts={item.snippet} />
                    </span>
                  ) : (
                    <span className="truncate" title={item.kind === 'film' ? item.label : undefined}>
                      <Hits label={item.label} typed={typed} />
                    </span>
                  )}
                  <span className="menu-shortcut">{item.kind === 'command' ? asideOf(item) : item.detail}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      {/* Always there, so that what it comes to say is heard. */}
      <p className="palette-note small" role="status">
        {described.note}
      </p>
      <Autocomplete.Empty className="palette-empty">
        {search.isFetching ? 'Searching…' : search.isError ? search.error.message : 'Nothing has this name.'}
      </Autocomplete.Empty>
      {groups.length > 0 && search.isError ? (
        <p className="palette-empty" role="alert" aria-live="polite">
          Films could not be searched. {search.error.message}
        </p>
      ) : null}
      {groups.length === 0 && !search.isFetching ? (
        <div className="palette-clear">
          {search.isError ? (
            <Button small onClick={() => void search.refetch()}>
              Retry
            </Button>
          ) : null}
          <Button
            small
            onClick={() => {
              setTyped('')
              input.current?.focus()
            }}
          >
            Clear the text
          </Button>
        </div>
      ) : null}
    </Autocomplete.Root>
  )
}

/** The catalogues of then, newest first, and that of now where another is shown. */
function usePastCatalogues(isPast: boolean): PaletteItem[] {
  const runs = useGold('runs.published', undefined).data?.runs
  return useMemo(() => {
    const now: PaletteItem = {
      kind: 'asOf',
      id: 'as-of-now',
      label: 'Back to the catalogue of now',
      asOf: null,
      detail: '',
    }
    const then = (runs ?? []).map(
      ({ runId, at, films }): PaletteItem => ({
        kind: 'asOf',
        id: `as-of-${runId}`,
        label: `Catalogue as of run ${runId}, ${formatTimestamp(at)}`,
        asOf: { runId, at },
        detail: films === null ? '' : formatCount(films, 'film'),
      }),
    )
    return isPast ? [now, ...then] : then
  }, [runs, isPast])
}

const groupNames: Readonly<Record<string, string>> = { Descriptions: 'In descriptions' }

function groupLabel({ value, items }: PaletteGroup, totals: Readonly<Record<string, number>>): string {
  const total = totals[value] ?? 0
  const name = groupNames[value] ?? value
  return total <= items.length ? name : `${name}: the best ${items.length} of ${formatInteger(total)}`
}

/** A piece of a description, with what was found in it marked. */
function Snippet({ parts }: { parts: readonly { text: string; hit: boolean }[] }) {
  return (
    <bdi className="palette-snippet small">
      {parts.map(({ text, hit }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity
        hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
      )}
    </bdi>
  )
}

/** What stands beside a command: why it cannot be done, or what is to be known, or its keys. */
function asideOf({ reason, note, shortcut }: PaletteItem & { kind: 'command' }): string {
  return reason ?? note ?? keysText(shortcut)
}

function choose(item: PaletteItem): void {
  if (item.kind === 'command' && item.reason !== undefined) return
  const key = recentKey(useAppStore.getState().workspace)
  rememberUi(key, withRecent(recentSchema.parse(restoredUi(key)), item))
  setShell({ paletteOpen: false })
  if (item.kind === 'command') runCommand(item.command)
  else if (item.kind === 'question') exploreThis(item.spec)
  else if (item.kind === 'view') openViewById(item.id)
  else if (item.kind === 'asOf') useFilterStore.getState().apply(setAsOf(item.asOf))
  else if (item.kind === 'table') go('/tables', item.table)
  else go('/movies', item.movieId)
}
