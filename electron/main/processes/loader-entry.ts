import { loaderChannels } from '../../../shared/ipc/channel-names.ts'
import { createLoaderService } from '../../sync/loader-service.ts'
import { dataDirArgument, parentPortLike, reportFatalErrors, tellOfSlowStatements } from './parent-port.ts'
import { describeThrown, serveRpc } from './rpc.ts'

// The loader process: the sync engine and the only writer of the warehouse.

const port = parentPortLike()
reportFatalErrors(port)
tellOfSlowStatements(port)
const service = createLoaderService({
  dataDir: dataDirArgument(),
  emit: (event) => port.postMessage({ type: 'event', event }),
  onUnexpected: (error) => port.postMessage({ type: 'log', level: 'error', ...describeThrown('loader', error) }),
})
serveRpc(port, service, new Set<string>(loaderChannels))
