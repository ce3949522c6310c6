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
  notify('my lake', null)
  notify('my lake', offline)
  notify('my lake', offline)
  notify('star', offline)
  expect(shown).toEqual([
    'Publishing to my lake failed: The destination cannot be reached.',
    'Publishing to star failed: The destination cannot be reached.',
  ])
  expect(routes).toEqual(['/destinations/my%20lake', '/destinations/star'])
  notify('my lake', null)
  notify('my lake', offline)
  expect(shown).toHaveLength(3)
})
