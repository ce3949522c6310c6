import * as z from 'zod'
import { commands } from '../../../shared/commands.ts'
import type { DescriptionHits } from '../../../shared/contract/film.ts'
import type { ExploreSpec } from '../../../shared/explore-spec.ts'
import type { AsOf } from '../../../shared/filter/filter.ts'
import { foldTitle, readSearch, withoutSigns } from '../../../shared/filter/search-fold.ts'
import { type MenuCommand, menuCommands } from '../../../shared/ipc/events.ts'
import type { TableKey } from '../../../shared/table-definitions/definition.ts'
import { tables } from '../../../shared/tables.ts'
import { folded } from '../../text.ts'
import { readPhrase } from './explore-phrase.ts'

/** How a command stands now. */
interface CommandState {
  /** Why it cannot be done: it is greyed. */
  reason?: string
  /** What is to be known of it before it is done. */
  note?: string
}

export type CommandStates = Readonly<Partial<Record<MenuCommand, CommandState>>>

/** Something the palette can do. */
export type PaletteItem =
  | ({
      kind: 'command'
      id: string
      label: string
      command: MenuCommand
      shortcut: string
    } & CommandState)
  | { kind: 'table'; id: string; label: string; table: TableKey; detail: string }
  | {
      kind: 'film'
      id: string
      label: string
      movieId: number
      detail: string
      /** The piece of its description by which it was found. */
      snippet?: DescriptionHits['hits'][number]['snippet']
    }
  | { kind: 'question'; id: string; label: string; spec: ExploreSpec; detail: string }
  | ({ kind: 'view' } & PaletteView)
  /** The catalogue as it was after a run; null = as it is now. */
  | { kind: 'asOf'; id: string; label: string; asOf: AsOf | null; detail: string }

/** A view to open: a saved one, or one of the start views. */
export interface PaletteView {
  id: string
  label: string
  /** Its page, or that it is a start view. */
  detail: string
}

export interface PaletteGroup {
  value: string
  items: PaletteItem[]
}

/** A label cut where what was typed occurs in it, so that hits can be marked: what counts is what counts for the search of titles. */
export function hitParts(label: string, typed: string): { text: string; hit: boolean }[] {
  const letters = [...label.normalize('NFC')]
  const folds = letters.map((letter) => foldTitle(letter) || (/\s/.test(letter) ? ' ' : ''))
  const terms = readSearch(typed).terms.flat()
  const marked = new Set<number>()
  // As the search looks: at the title as it is, without its signs, and with spaces for them.
  const ways = [folds, folds.map((fold) => withoutSigns(fold, '')), folds.map((fold) => withoutSigns(fold, ' '))]
  for (const way of ways) {
    let text = ''
    /** The letter that each unit of the text comes from: one may fold into several or, as a mark of its own, into none. */
    const owner: number[] = []
    for (const [at, fold] of way.entries()) {
      const added = fold === ' ' && text.endsWith(' ') ? '' : fold
      text += added
      for (let i = 0; i < added.length; i++) owner.push(at)
    }
    for (const term of terms) {
      for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
        const last = owner[at + term.length - 1] ?? -1
        for (let letter = owner[at] ?? 0; letter <= last; letter++) marked.add(letter)
      }
    }
  }
  const parts: { text: string; hit: boolean }[] = []
  for (const [index, letter] of letters.entries()) {
    const last = parts.at(-1)
    if (last && last.hit === marked.has(index)) last.text += letter
    else parts.push({ text: letter, hit: marked.has(index) })
  }
  return parts
}

/** What was chosen lately, newest first, as kept over restarts. */
export const recentSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('command'), id: z.string() }),
      z.object({ kind: z.literal('table'), id: z.string() }),
      z.object({ kind: z.literal('view'), id: z.string() }),
      z.object({ kind: z.literal('film'), id: z.string(), label: z.string(), movieId: z.number(), detail: z.string() }),
    ]),
  )
  .max(8)
  .catch([])
export type RecentItem = z.infer<typeof recentSchema>[number]

/** The recent list after one more choice. */
export function withRecent(recent: readonly RecentItem[], item: PaletteItem): RecentItem[] {
  // A question is kept by its page, and which catalogue is shown by the filter.
  if (item.kind === 'question' || item.kind === 'asOf') return [...recent]
  const kept: RecentItem =
    item.kind === 'film'
      ? { kind: 'film', id: item.id, label: item.label, movieId: item.movieId, detail: item.detail }
      : { kind: item.kind, id: item.id }
  return [kept, ...recent.filter(({ id }) => id !== kept.id)].slice(0, 8)
}

/** Whether every word of what was typed is in a label. */
export function matchesWords(label: string, typed: string): boolean {
  const hay = folded(label)
  return folded(typed.trim())
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

/**
 * Commands and views that match, the films the warehouse found, then tables; last, as they may come later, films found by their
 * descriptions.
 *
 * @param pageCommands commands of the pages on the rail; the others would go nowhere
 * @param recent what was chosen lately: on top as long as nothing is typed
 * @param states how commands stand that have something to say
 * @param views saved views and start views
 * @param past the catalogues of then
 */
export function paletteGroups(
  typed: string,
  films: readonly { movieId: number; title: string; year: number | null }[],
  pageCommands: ReadonlySet<MenuCommand>,
  recent: readonly RecentItem[] = [],
  states: CommandStates = {},
  views: readonly PaletteView[] = [],
  described: DescriptionHits['hits'] = [],
  past: readonly PaletteItem[] = [],
): PaletteGroup[] {
  const found = menuCommands
    .filter((command) => command !== 'palette.open')
    .filter((command) => !command.startsWith('go.') || pageCommands.has(command))
    .map((command): PaletteItem => {
      const { label, shortcut } = commands[command]
      return {
        kind: 'command',
        id: command,
        label: command.startsWith('go.') ? `Go to ${label}` : label,
        command,
        shortcut,
        ...states[command],
      }
    })
    .filter((item) => matchesWords(item.label, typed))
  const tableItems = (pageCommands.has('go.tables') ? tables : [])
    .filter((table) => matchesWords(`${table.label} ${table.key}`, typed))
    .map(
      (table): PaletteItem => ({
        kind: 'table',
        id: table.key,
        label: table.label,
        table: table.key,
        detail: table.key,
      }),
    )
  const filmItems = films.map(
    (film): PaletteItem => ({
      kind: 'film',
      id: `film-${film.movieId}`,
      label: film.title,
      movieId: film.movieId,
      detail: film.year === null ? '' : String(film.year),
    }),
  )
  const describedItems = described.map(
    ({ movieId, title, year, snippet }): PaletteItem => ({
      kind: 'film',
      id: `told-${movieId}`,
      label: title,
      movieId,
      detail: year === null ? '' : String(year),
      snippet,
    }),
  )
  // A command or a table named in full is wanted before the films that happen to share a word.
  const nothingTyped = typed.trim() === ''
  const some = nothingTyped ? Number.POSITIVE_INFINITY : 5
  const viewItems = views
    .filter(({ label }) => matchesWords(label, typed))
    .map((view): PaletteItem => ({ kind: 'view', ...view }))
  const known = [...found, ...viewItems, ...tableItems]
  const recentItems = (nothingTyped ? recent : []).flatMap((item): PaletteItem[] => {
    if (item.kind === 'film') return [item]
    const same = known.find(({ id }) => id === item.id)
    // A copy: the list tells its items apart by identity, and this one stands in its own group too.
    return same ? [{ ...same }] : []
  })
  const asked = pageCommands.has('go.explore') ? readPhrase(typed) : null
  const questions: PaletteItem[] = asked ? [{ kind: 'question', id: 'question', detail: 'Explore', ...asked }] : []
  return [
    { value: 'Questions', items: questions },
    { value: 'Recent', items: recentItems },
    { value: 'Commands', items: found.slice(0, some) },
    { value: 'Views', items: viewItems.slice(0, some) },
    { value: 'Films', items: filmItems },
    { value: 'Tables', items: tableItems.slice(0, some) },
    { value: 'Descriptions', items: describedItems },
    {
      value: 'As of',
      items: nothingTyped ? [] : past.filter(({ label }) => matchesWords(label, typed)).slice(0, some),
    },
  ].filter((group) => group.items.length > 0)
}
