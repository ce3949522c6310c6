import type { ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import { SavedViews } from './saved-views.ts'

type ViewChannel = Extract<ChannelsOf<'main'>, `views.${string}`>

/**
 * What main answers of saved views.
 *
 * @param dataDir folder of the open workspace
 */
export function createViewHandlers(dataDir: () => string): Handlers<ViewChannel> {
  const saved = new SavedViews(dataDir)
  return {
    'views.list': () => saved.list(),
    'views.save': ({ id, name, state }) => saved.save(id, name, state),
    'views.rename': ({ id, name }) => saved.rename(id, name),
    'views.remove': ({ id }) => saved.remove(id),
    'views.restore': ({ id }) => saved.restore(id),
    'views.setStart': ({ id }) => saved.setStart(id),
  }
}
