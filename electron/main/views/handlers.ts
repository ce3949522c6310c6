import type { ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { largestView } from '../../../shared/views/bounds.ts'
import { readSmallFile } from '../../files/small-file.ts'
import { SavedViews } from './saved-views.ts'
import { type GivenView, readLink, readViewText, textOfView } from './view-link.ts'

type ViewChannel = Extract<ChannelsOf<'main'>, `views.${string}`>

export interface ViewDeps {
  /** Folder of the open workspace. */
  dataDir: () => string
  /** The link that came from outside and that nobody has taken yet. */
  takeLink: () => string | null
  /** Asks for a file of a view; null when the person changed their mind. */
  askViewFile: () => Promise<string | null>
}

/** What main answers of saved views, and of those that come as links or files. */
export function createViewHandlers({ dataDir, takeLink, askViewFile }: ViewDeps): Handlers<ViewChannel> {
  const saved = new SavedViews(dataDir)
  return {
    'views.list': () => saved.list(),
    'views.save': ({ id, name, state }) => saved.save(id, name, state),
    'views.rename': ({ id, name }) => saved.rename(id, name),
    'views.remove': ({ id }) => saved.remove(id),
    'views.restore': ({ id }) => saved.restore(id),
    'views.text': (named) => textOfView(named),
    'views.takeLink': () => {
      const link = takeLink()
      return link === null ? null : told(readLink(link))
    },
    'views.openFile': async () => {
      const file = await askViewFile()
      if (file === null) return null
      const found = readSmallFile(file, 4 * largestView)
      if (found.kind !== 'read') return { refused: `That ${found.kind === 'missing' ? 'is not there' : found.why}.` }
      return told(readViewText(found.bytes.toString('utf8')))
    },
    'views.setStart': ({ id }) => saved.setStart(id),
  }
}

function told(result: Result<GivenView>): GivenView | { refused: string } {
  return result.ok ? result.value : { refused: result.error.message }
}
