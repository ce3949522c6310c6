import { type ComponentType, useEffect, useState } from 'react'
import type { PageProps } from '../page-props.ts'
import type { PageDefinition } from '../pages.ts'

const loaded = new Map<string, ComponentType<PageProps>>()

/** Fetches a page's code unless it is here; rejects when it cannot be had. */
export async function loadPage(page: PageDefinition): Promise<void> {
  if (!loaded.has(page.id)) loaded.set(page.id, (await page.load()).default)
}

/**
 * A page's component; null while its code is on its way. Not React's `lazy`: a suspended page, once shown as loading, stays so
 * for 300 ms however soon its code is there.
 *
 * @throws what the fetch failed with, for the boundary around the page
 */
export function usePageCode(page: PageDefinition): ComponentType<PageProps> | null {
  const [, settle] = useState<{ failure?: unknown }>({})
  useEffect(() => {
    if (loaded.has(page.id)) return
    let wanted = true
    loadPage(page).then(
      () => wanted && settle({}),
      (failure: unknown) =>
        wanted &&
        settle(() => {
          throw failure
        }),
    )
    return () => {
      wanted = false
    }
  }, [page])
  return loaded.get(page.id) ?? null
}
