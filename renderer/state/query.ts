import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ChannelInput, ChannelOutput } from '../../shared/contract/index.ts'
import type { RendererChannel } from '../../shared/ipc/channels.ts'
import { type ApiError, asApiError, call } from '../api.ts'
import { useAppStore } from './app-store.ts'

/** Failures that a second try at once cannot mend; the others are tried once more. */
const finalKinds = new Set([
  'bad_input',
  'forbidden',
  'not_found',
  'warehouse_newer',
  'warehouse_corrupt',
  'config_invalid',
])

/** The one query cache. Nothing goes stale by time: a publish, a workspace switch or a reader restart changes the keys. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 120_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (failures, error) => failures < 1 && !finalKinds.has(asApiError(error).kind),
        retryDelay: 300,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** Where a query key names its channel, after the parts of `useGoldKey`. */
export const channelPlace = 4

type GoldKey = readonly ['gold', workspace: string, goldVersion: number, readerGeneration: number]

/** The first parts of every key that depends on the warehouse. */
export function useGoldKey(): GoldKey {
  const workspace = useAppStore((state) => state.workspace)
  const goldVersion = useAppStore((state) => state.goldVersion)
  const generation = useAppStore((state) => state.readerGeneration)
  return ['gold', workspace, goldVersion, generation]
}

function goldQuery<C extends RendererChannel>(
  key: GoldKey,
  channel: C,
  input: ChannelInput<C>,
): { queryKey: unknown[]; queryFn: () => Promise<ChannelOutput<C>> } {
  return {
    queryKey: [...key, channel, input],
    // `call` takes the input as optional where the channel has none; the tuple type cannot be inferred inside a generic.
    queryFn: () => call(...([channel, input] as unknown as Parameters<typeof call<C>>)),
  }
}

/** Asks a reader channel before the view that shows its answer is there; the view then finds the answer, or waits for it. */
export function askGold<C extends RendererChannel>(
  queryClient: QueryClient,
  channel: C,
  input: ChannelInput<C>,
): Promise<void> {
  const { workspace, goldVersion, readerGeneration } = useAppStore.getState()
  return queryClient.prefetchQuery(goldQuery(['gold', workspace, goldVersion, readerGeneration], channel, input))
}

/**
 * Reads a reader channel. Asked again after a publish; meanwhile the previous answer stays (`isPlaceholderData`: show it dimmed
 * under a `StaleBar`), and beside an error the last answer to the same question. React Query drops late replies, because each
 * input has its own key.
 */
export function useGold<C extends RendererChannel>(
  channel: C,
  input: ChannelInput<C>,
  options: { enabled?: boolean; keepPrevious?: boolean } = {},
): UseQueryResult<ChannelOutput<C>, ApiError> {
  const key = useGoldKey()
  const keepPrevious = options.keepPrevious ?? true
  const query = useQuery<ChannelOutput<C>, ApiError>({
    ...goldQuery(key, channel, input),
    enabled: options.enabled ?? true,
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  })
  const question = JSON.stringify([key[1], channel, input])
  const last = useRef<{ question: string; answer: ChannelOutput<C> } | null>(null)
  useEffect(() => {
    if (query.data !== undefined && !query.isPlaceholderData) last.current = { question, answer: query.data }
  })
  if (!keepPrevious || query.data !== undefined || !query.error || last.current?.question !== question) return query
  // Of a failed query React Query shows no placeholder; its type cannot tell that an error may stand beside data.
  return { ...query, data: last.current.answer, isPlaceholderData: true } as unknown as UseQueryResult<
    ChannelOutput<C>,
    ApiError
  >
}
