import { useInfiniteQuery } from '@tanstack/react-query'
import type { ChannelInput, ChannelOutput } from '../../shared/contract/index.ts'
import { type ApiError, asApiError, call } from '../api.ts'
import { useGoldKey } from '../state/query.ts'

/** Rows read at a time. */
export const windowRows = 100

type WindowChannel = 'runs.changes' | 'quality.offenders'
type Question<C extends WindowChannel> = Omit<ChannelInput<C>, 'offset' | 'limit'>
export type WindowRow<C extends WindowChannel> =
  ChannelOutput<C> extends { changes: (infer R)[] } ? R : ChannelOutput<C> extends { rows: (infer R)[] } ? R : never

export interface Windows<R> {
  /** Null until the first window is here. */
  rows: readonly R[] | null
  /** Rows of the whole result. */
  total: number
  error: ApiError | null
  busy: boolean
  hasMore: boolean
  /** Reads the next hundred. */
  more: () => void
  retry: () => void
}

/** A long list, a hundred rows at a time, read again after a publish or a load. */
export function useWindows<C extends WindowChannel>(channel: C, question: Question<C>): Windows<WindowRow<C>> {
  const key = useGoldKey()
  const query = useInfiniteQuery({
    queryKey: [...key, channel, question],
    initialPageParam: 0,
    queryFn: async ({ pageParam }) => {
      // Both channels take their question and a window; the tuple type cannot be inferred inside a generic.
      const input = { ...question, offset: pageParam, limit: windowRows }
      const reply: { total: number; changes?: unknown[]; rows?: unknown[] } = await call(
        ...([channel, input] as unknown as Parameters<typeof call<WindowChannel>>),
      )
      return { total: reply.total, rows: (reply.changes ?? reply.rows ?? []) as WindowRow<C>[] }
    },
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0)
      return last.rows.length > 0 && read < last.total ? read : null
    },
  })
  const pages = query.data?.pages
  return {
    rows: pages ? pages.flatMap((page) => page.rows) : null,
    total: pages?.at(-1)?.total ?? 0,
    error: query.error ? asApiError(query.error) : null,
    busy: query.isFetching,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void (pages ? query.fetchNextPage() : query.refetch()),
  }
}
