import { emptyFilter } from '../../../shared/filter/filter.ts'
import { readerChannels } from '../../../shared/ipc/channel-names.ts'
import { createReaderService } from '../../warehouse/read/reader-service.ts'
import { dataDirArgument, parentPortLike, reportFatalErrors, tellOfSlowStatements } from './parent-port.ts'
import { serveRpc } from './rpc.ts'

// The reader process: grid pages, facets, charts and search over a read-only handle.

/** How often to look whether another program, the command line for one, has published a load: one small query. */
const lookEveryMs = 3_000

const port = parentPortLike()
reportFatalErrors(port)
tellOfSlowStatements(port)
const service = createReaderService(dataDirArgument())
serveRpc(port, service, new Set<string>(readerChannels))
// The first page will ask for this: it is worked out while the page is on its way, and a failure is told when it asks.
Promise.resolve(service['overview.query']({ filter: emptyFilter() })).catch(() => undefined)

setInterval(() => {
  const published = service.newlyPublished()
  if (published !== null) port.postMessage({ type: 'event', event: { type: 'published', ...published } })
}, lookEveryMs)
