import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PosterStatus } from '../../shared/contract/film.ts'
import { type ApiError, call } from '../api.ts'
import { toastError } from '../components/index.ts'
import { useAppStore } from '../state/app-store.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'

const askedKey = 'posters.asked'

/** What is allowed of posters, and what is kept of them. Asked again when the settings change, and when their host begins or ceases to fail. */
export function usePosters(): UseQueryResult<PosterStatus, ApiError> {
  const workspace = useAppStore((state) => state.workspace)
  const config = useAppStore((state) => state.configVersion)
  const posters = useAppStore((state) => state.postersVersion)
  return useQuery<PosterStatus, ApiError>({
    queryKey: ['posters', workspace, config, posters],
    queryFn: () => call('posters.status'),
    // What is kept grows while posters are looked at.
    staleTime: 0,
    // While it is asked again, what was allowed still holds; not that of the other catalogue.
    placeholderData: (before, query) => (query?.queryKey[1] === workspace ? before : undefined),
  })
}

/** The host that posters may be shown from, those on the disk among them; null while they are off, or drawn. */
export function usePosterHost(): string | null {
  const status = usePosters().data
  return status?.state === 'visible' ? status.host : null
}

/** Whether a person was asked about posters, and answered. */
export function wasAsked(): boolean {
  return restoredUi(askedKey) === true
}

/** Keeps what a person chose of posters. */
export function useChoosePosters(): (choice: { show: 'off' } | { show: 'visible'; host: string }) => Promise<void> {
  const queries = useQueryClient()
  return async (choice) => {
    try {
      await call('posters.choose', choice)
      rememberUi(askedKey, true)
    } catch (error) {
      toastError('Nothing was changed', error)
    }
    await queries.invalidateQueries({ queryKey: ['posters'] })
  }
}
