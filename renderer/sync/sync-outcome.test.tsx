import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { idleProgress } from '../../shared/progress.ts'
import type { ErrorKind } from '../../shared/result.ts'
import { SyncOutcome } from './sync-outcome.tsx'

const shown = (kind: ErrorKind, status: 'cancelled' | 'failed') => {
  const progress = { ...idleProgress(4), phase: 'done' as const, status, error: { kind, message: 'A sentence.' } }
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <SyncOutcome progress={progress} summary={null} />
    </QueryClientProvider>,
  )
}

it('shows a person’s own cancel as no fault', () => {
  expect(shown('cancelled', 'cancelled')).not.toContain('danger')
  expect(shown('disk_full', 'failed')).toContain('notice danger')
})

it('sets the host of an offered address apart, wherever the sentence has it', () => {
  const newUrl = 'https://new.example.org/api/v2/list_movies.json'
  for (const message of [`It moved to ${newUrl}. Accept it.`, 'It moved.']) {
    const progress = { ...idleProgress(4), error: { kind: 'source_moved' as const, message, detail: { newUrl } } }
    const html = renderToStaticMarkup(
      <QueryClientProvider client={new QueryClient()}>
        <SyncOutcome progress={progress} summary={null} />
      </QueryClientProvider>,
    )
    expect(html).toContain('https://<strong>new.example.org</strong>/api/v2/list_movies.json')
    expect(html.split('new.example.org')).toHaveLength(2)
  }
})

it('offers Settings beside another try for whatever a wrong address answers', () => {
  for (const kind of ['source_failed', 'source_not_yts', 'source_moved', 'source_unreachable'] as const)
    expect(shown(kind, 'failed').match(/Open Settings/g), kind).toHaveLength(1)
  expect(shown('disk_full', 'failed')).not.toContain('Open Settings')
})
