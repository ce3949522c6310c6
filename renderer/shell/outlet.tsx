import { QueryErrorResetBoundary, useQueryClient } from '@tanstack/react-query'
import { ErrorState, LoadingState, ViewBoundary } from '../components/index.ts'
import { useFilter } from '../filter/store.ts'
import type { PageProps } from '../page-props.ts'
import { type PageDefinition, pageById } from '../pages.ts'
import { isArriving, useAppStore } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'
import { detailOf, pageOf, paramOf } from '../state/route.ts'
import { FirstLaunch } from './first-launch.tsx'
import { usePageCode } from './page-code.ts'

/** The page of the route; before anything was published, the first-launch view in its place. */
export function Outlet({ path }: { path: string }) {
  const status = useGold('warehouse.status', undefined)
  const arriving = useAppStore((state) => isArriving(state))
  const goldVersion = useAppStore((state) => state.goldVersion)
  const ledgerVersion = useAppStore((state) => state.ledgerVersion)
  const filter = useFilter()
  const queries = useQueryClient()
  const page = pageById(pageOf(path))
  const needsData = !page?.worksEmpty
  if (needsData && status.isPending) return <Opening page={page?.label ?? ''} what="Opening the warehouse" />
  if (needsData && status.isError) {
    return (
      <ErrorState
        title="The warehouse could not be opened"
        error={status.error}
        onRetry={() => void status.refetch()}
      />
    )
  }
  if (needsData && status.data?.goldVersion === 0) {
    // What is said of another catalogue, or of the time before the publish, is not that there are no films.
    if (status.isPlaceholderData || arriving) return <Opening page={page?.label ?? ''} what="Opening the warehouse" />
    return <FirstLaunch />
  }
  if (!page) return null
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <ViewBoundary
          key={page.id}
          view={`page ${page.label}`}
          title="This page stopped working"
          drawnFrom={[filter, goldVersion, ledgerVersion, path]}
          onReset={() => {
            reset()
            // Nothing of it is shown now, so what it could not draw is asked for again.
            queries.removeQueries({ type: 'inactive' })
          }}
        >
          <LoadedPage page={page} param={paramOf(path)} detail={detailOf(path)} />
        </ViewBoundary>
      )}
    </QueryErrorResetBoundary>
  )
}

function LoadedPage({ page, ...props }: { page: PageDefinition } & PageProps) {
  const Page = usePageCode(page)
  return Page ? <Page {...props} /> : <Opening page={page.label} what={`Opening ${page.label}`} />
}

/** A page on its way: its heading is there from the first frame, for those who navigate by headings. */
function Opening({ page, what }: { page: string; what: string }) {
  return (
    <>
      <h1 className="visually-hidden">{page || what}</h1>
      <LoadingState label={what} />
    </>
  )
}
