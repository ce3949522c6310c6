import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ApiError } from '../../api.ts'

/** Asks a destination something, anew each time that it is opened: what it says may be another thing a moment later. */
export function useLook<T>(key: readonly unknown[], ask: () => Promise<T>): UseQueryResult<T, ApiError> {
  return useQuery<T, ApiError>({
    queryKey: ['destination-look', ...key],
    queryFn: ask,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
