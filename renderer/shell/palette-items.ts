import * as z from 'zod'
import { commands } from '../../shared/commands.ts'
import { type MenuCommand, menuCommands } from '../../shared/events.ts'
import type { TableKey } from '../../shared/table-definitions/definition.ts'
import { tables } from '../../shared/tables.ts'
import { folded } from '../text.ts'

/** Something the palette can do. */
export type PaletteItem =
  | { kind: 'command'; id: string; label: string; command: MenuCommand; shortcut: string }
  | { kind: 'table'; id: string; label: string; table: TableKey; detail: string }
  | { kind: 'film'; id: string; label: string; movieId: number; detail: string }

export interface PaletteGroup {
  value: string
  items: PaletteItem[]
}

/** A label cut where what was typed occurs in it, so that hits can be marked; case and accents do not count. */
export function hitParts(label: string, typed: string): { text: string; hit: boolean }[] {
  const letters = [...label.normalize('NFC')]
  // One letter may fold into several or, as a mark of its own, into none.
  const hay: { text: string; at: number }[] = letters.map((letter, at) => ({ text: folded(letter), at }))
  const text = hay.map((part) => part.text).join('')
  const owner = hay.flatMap((part) => Array.from({ length: part.text.length }, () => part.at))
  const marked = new Set<number>()
  for (const word of folded(typed).split(/\s+/).filter(Boolean)) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      for (const index of owner.slice(at, at + word.length)) marked.add(index)
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
      z.object({ kind: z.literal('film'), id: z.string(), label: z.string(), movieId: z.number(), detail: z.string() }),
    ]),
  )
  .max(8)
  .catch([])
export type RecentItem = z.infer<typeof recentSchema>[number]

/** The recent list after one more choice. */
export function withRecent(recent: readonly RecentItem[], item: PaletteItem): RecentItem[] {
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
 * Commands that match, the films the warehouse found, then tables.
 *
 * @param pageCommands commands of the pages on the rail; the others would go nowhere
 * @param recent what was chosen lately: on top as long as nothing is typed
 */
export function paletteGroups(
  typed: string,
  films: readonly { movieId: number; title: string; year: number | null }[],
  pageCommands: ReadonlySet<MenuCommand>,
  recent: readonly RecentItem[] = [],
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
  // A command or a table named in full is wanted before the films that happen to share a word.
  const nothingTyped = typed.trim() === ''
  const some = nothingTyped ? Number.POSITIVE_INFINITY : 5
  const known = [...found, ...tableItems]
  const recentItems = (nothingTyped ? recent : []).flatMap((item): PaletteItem[] => {
    if (item.kind === 'film') return [item]
    const same = known.find(({ id }) => id === item.id)
    // A copy: the list tells its items apart by identity, and this one stands in its own group too.
    return same ? [{ ...same }] : []
  })
  return [
    { value: 'Recent', items: recentItems },
    { value: 'Commands', items: found.slice(0, some) },
    { value: 'Films', items: filmItems },
    { value: 'Tables', items: tableItems.slice(0, some) },
  ].filter((group) => group.items.length > 0)
}
