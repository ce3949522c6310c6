import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { ChannelInput } from '../../../shared/contract/index.ts'
import type { MenuCommand } from '../../../shared/ipc/events.ts'
import { call } from '../../api.ts'
import { toastError } from '../../components/toast/toast.tsx'

type Theme = ChannelInput<'ui.setTheme'>['theme']

const themeKey = ['theme']

/** The theme that was chosen; undefined while it is being read. */
export function useTheme(): Theme | undefined {
  return useQuery({ queryKey: themeKey, queryFn: async () => (await call('ui.get')).theme }).data
}

/** Shows the app in a theme at once, and keeps it; says so when it could not. */
export async function chooseTheme(queries: QueryClient, theme: Theme): Promise<void> {
  queries.setQueryData(themeKey, theme)
  try {
    await call('ui.setTheme', { theme })
  } catch (error) {
    toastError('The theme could not be changed', error)
    await queries.invalidateQueries({ queryKey: themeKey })
  }
}

const ofCommand: Partial<Record<MenuCommand, Theme>> = {
  'theme.system': 'system',
  'theme.light': 'light',
  'theme.dark': 'dark',
}

/** The theme that a command chooses; undefined for every other command. */
export function themeOf(command: MenuCommand): Theme | undefined {
  return ofCommand[command]
}
