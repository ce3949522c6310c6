import { expect, it } from 'vitest'
import type { AppError } from '../../../shared/ipc/result.ts'
import { createPublishNotifier } from './publish-notifier.ts'

const offline: AppError = { kind: 'destination_unreachable', message: 'The destination cannot be reached.' }

it('a failed publish that began by itself is told once, until one goes well; a click leads to the destination', () => {
  const shown: string[] = []
  const routes: string[] = []
  const show = (title: string, body: string, onClick: () => void): void => {
    shown.push(`${title}: ${body}`)
    onClick()
  }
  const notify = createPublishNotifier({ show, goTo: (route) => routes.push(route) })
  notify('my lake', null, 'publish')
  notify('my lake', offline, 'publish')
  notify('my lake', offline, 'publish')
  notify('star', offline, 'publish')
  expect(shown).toEqual([
    'Publishing to my lake failed: The destination cannot be reached.',
    'Publishing to star failed: The destination cannot be reached.',
  ])
  expect(routes).toEqual(['/destinations/my%20lake', '/destinations/star'])
  notify('my lake', null, 'publish')
  notify('my lake', offline, 'publish')
  expect(shown).toHaveLength(3)
  notify('star', null, 'publish')
  notify('star', { kind: 'destination_differs', message: 'dim_movie: rows of it were edited.' }, 'verify')
  notify('my lake', null, 'publish')
  notify('my lake', offline, 'verify')
  expect(shown.slice(3)).toEqual([
    'star was changed by others: dim_movie: rows of it were edited.',
    'Verifying my lake failed: The destination cannot be reached.',
  ])
})
