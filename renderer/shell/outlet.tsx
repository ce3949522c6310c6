import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode } from 'react'
import { ErrorState, LoadingState } from '../components/index.ts'
import { type PageDefinition, pageById } from '../pages.ts'
import { isArriving, useAppStore } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'
import { pageOf, paramOf } from '../state/route.ts'
import { FirstLaunch } from './first-launch.tsx'
import { usePageCode } from './page-code.ts'

/** The page of the route; before anything was published, the first-launch view in its place. */
export function Outlet({ path }: { path: string }) {
  const status = useGold('warehouse.status', undefined)
  const arriving = useAppStore((state) => isArriving(state))
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
        <PageBoundary key={page.id} onReset={reset}>
          <LoadedPage page={page} param={paramOf(path)} />
        </PageBoundary>
      )}
    </QueryErrorResetBoundary>
  )
}

function LoadedPage({ page, param }: { page: PageDefinition; param: string | null }) {
  const Page = usePageCode(page)
  return Page ? <Page param={param} /> : <Opening page={page.label} what={`Opening ${page.label}`} />
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

interface BoundaryProps {
  onReset: () => void
  children: ReactNode
}

/** Keeps a page that throws from taking the window with it. */
class PageBoundary extends Component<BoundaryProps, { error: unknown; failed: boolean }> {
  override state: { error: unknown; failed: boolean } = { error: null, failed: false }

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <ErrorState
        title="This page stopped working"
        error={this.state.error}
        onRetry={() => {
          this.props.onReset()
          this.setState({ error: null, failed: false })
        }}
      />
    )
  }
}
