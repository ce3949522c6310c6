import { useEffect } from 'react'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { withKnownMembers, withKnownRun } from '../../shared/views/known-members.ts'
import type { NamedState } from '../../shared/views/view-state.ts'
import { call } from '../api.ts'
import { copyText } from '../charts/files/copy-text.ts'
import { toast, toastError } from '../components/toast/toast.tsx'
import { onLink } from '../state/events.ts'
import { useGold } from '../state/query.ts'
import { openView } from './open-view.ts'

/** Views as links and files: given away, and taken from others. */

type Given = ChannelOutput<'views.takeLink'>

/** Copies a view as a link; what is too large for one is offered as a file. */
export async function copyLink(view: NamedState): Promise<void> {
  try {
    const { link, file, left } = await call('views.text', view)
    if (link !== null) {
      copyText(link, left.length > 0 ? `Link without ${left.join(', ')}` : 'Link')
      return
    }
    toast('This view is too large for a link', 'info', {
      description: 'Give it away as a file instead.',
      action: { label: 'Save as a file…', onSelect: () => void saveText(view.name, file, left) },
    })
  } catch (error) {
    toastError('The link was not copied', error)
  }
}

/** Saves a view as a file where the person says. */
export async function saveAsFile(view: NamedState): Promise<void> {
  try {
    const { file, left } = await call('views.text', view)
    await saveText(view.name, file, left)
  } catch (error) {
    toastError('The view was not saved as a file', error)
  }
}

async function saveText(name: string, content: string, left: readonly string[]): Promise<void> {
  try {
    const { saved, fileName } = await call('file.save', {
      suggestedName: `${name}.ytsview`,
      format: 'ytsview',
      content,
    })
    if (saved)
      toast(`Saved ${fileName}`, 'success', left.length > 0 ? { description: `Without ${left.join(', ')}.` } : {})
  } catch (error) {
    toastError('The view was not saved as a file', error)
  }
}

/** Opens the file of a view. */
export async function openFromFile(): Promise<void> {
  try {
    await show(await call('views.openFile'), 'The file was not opened')
  } catch (error) {
    toastError('The file was not opened', error)
  }
}

/** Shows a view of somebody else: what this catalogue does not have is skipped, and named. */
async function show(given: Given, failed: string): Promise<void> {
  if (given === null) return
  if ('refused' in given) {
    toast(failed, 'error', { description: given.refused, about: 'view given' })
    return
  }
  const { name, state, skipped } = given
  const known = withKnownMembers(state, await call('facets.members'))
  const { runs } = known.state.filter.asOf ? await call('runs.published') : { runs: [] }
  const then = withKnownRun(known.state, runs)
  openView({ id: null, name, state: then.state }, [...skipped, ...known.skipped, ...then.skipped], true)
}

async function takeLink(): Promise<void> {
  try {
    await show(await call('views.takeLink'), 'The link was not opened')
  } catch (error) {
    toastError('The link was not opened', error)
  }
}

/** Opens links that come from outside, once there are films to show: one that comes before waits in main. */
export function useGivenLinks(): void {
  const isReady = (useGold('warehouse.status', undefined).data?.goldVersion ?? 0) > 0
  useEffect(() => {
    if (!isReady) return
    void takeLink()
    return onLink(() => void takeLink())
  }, [isReady])
}
