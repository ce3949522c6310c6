import { commands } from '../../shared/commands.ts'
import { type MenuCommand, menuCommands } from '../../shared/events.ts'
import { type TableKey, tables } from '../../shared/tables.ts'

/** Something the palette can do. */
export type PaletteItem =
  | { kind: 'command'; id: string; label: string; command: MenuCommand; shortcut: string }
  | { kind: 'table'; id: string; label: string; table: TableKey; detail: string }
  | { kind: 'film'; id: string; label: string; movieId: number; detail: string }

export interface PaletteGroup {
  value: string
  items: PaletteItem[]
}

/** Text as it is compared: case, accents and spaces at the ends do not count. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

/** Whether every word of what was typed is in a label. */
export function matchesWords(label: string, typed: string): boolean {
  const hay = folded(label)
  return folded(typed)
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

/**
 * Commands that match, the films the warehouse found, then tables.
 *
 * @param pageCommands commands of the pages on the rail; the others would go nowhere
 */
export function paletteGroups(
  typed: string,
  films: readonly { movieId: number; title: string; year: number | null }[],
  pageCommands: ReadonlySet<MenuCommand>,
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
  const some = typed.trim() === '' ? Number.POSITIVE_INFINITY : 5
  return [
    { value: 'Commands', items: found.slice(0, some) },
    { value: 'Films', items: filmItems },
    { value: 'Tables', items: tableItems.slice(0, some) },
  ].filter((group) => group.items.length > 0)
}
