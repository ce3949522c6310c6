import { publisherChannels } from '../../../shared/ipc/channel-names.ts'
import { createPublisherService } from '../../publish/job/publisher-service.ts'
import { dataDirArgument, parentPortLike, reportFatalErrors } from './parent-port.ts'
import { describeThrown, serveRpc } from './rpc.ts'

// The publisher process: everything that is done at destinations. It is there while something is, and ends a minute later. Its
// statements read whole tables: none of them is slow for what it does.

const port = parentPortLike()
reportFatalErrors(port)
const service = createPublisherService({
  dataDir: dataDirArgument(),
  emit: (event) => port.postMessage({ type: 'event', event }),
  onUnexpected: (error) => port.postMessage({ type: 'log', level: 'error', ...describeThrown('publisher', error) }),
})
serveRpc(port, service, new Set<string>(publisherChannels))
