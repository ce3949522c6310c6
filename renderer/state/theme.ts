import type { QueryClient } from '@tanstack/react-query'
import type { ChannelInput } from '../../shared/contract/index.ts'
import { call } from '../api.ts'
import { toastError } from '../components/toast.tsx'

export type Theme = ChannelInput<'ui.setTheme'>['theme']

export const themeKey = ['theme']

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
