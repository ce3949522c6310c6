import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { idleProgress } from '../../shared/ipc/progress.ts'
import type { AppError, ErrorKind } from '../../shared/ipc/result.ts'
import { SyncOutcome } from './sync-outcome.tsx'

const shown = (kind: ErrorKind, status: 'cancelled' | 'failed', told: Partial<AppError> = {}) => {
  const error = { kind, message: 'A sentence.', ...told }
  const progress = { ...idleProgress(4), phase: 'done' as const, status, error }
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

it.each([
  ['source_failed', 'films.example.org answers with HTTP 404 (Not Found).'],
  ['source_failed', 'films.example.org answers with HTTP 403 (Forbidden).'],
  ['source_failed', 'films.example.org answers with JSON of another kind.'],
  ['source_not_yts', 'films.example.org answers with a web page (a sign-in or block page?).'],
  ['source_failed', 'films.example.org answers with an error: “No such method.”.'],
] as const)('leads to the settings once, in words and by a button: %s, %s', (kind, came) => {
  const message = `${came} Check yts_url in the settings.`
  const html = shown(kind, 'failed', { message, detail: { field: 'yts_url' } })
  expect(html).toContain(came)
  expect(html.match(/settings/g)).toHaveLength(1)
  expect(html.match(/Settings/g)).toHaveLength(1)
  expect(html).toMatch(/<button[^>]*>Open Settings/)
})

it('offers Settings beside another try for whatever a wrong address answers', () => {
  for (const kind of ['source_failed', 'source_not_yts', 'source_moved', 'source_unreachable'] as const)
    expect(shown(kind, 'failed').match(/Open Settings/g), kind).toHaveLength(1)
  expect(shown('disk_full', 'failed')).not.toContain('Open Settings')
})
