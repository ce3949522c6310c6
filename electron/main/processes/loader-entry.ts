import { createLoaderService } from '../../sync/loader-service.ts'
import { channelsOwnedBy } from './channel-names.ts'
import { dataDirArgument, parentPortLike, reportFatalErrors } from './parent-port.ts'
import { serveRpc } from './rpc.ts'

// The loader process: the sync engine and the only writer of the warehouse.

const port = parentPortLike()
reportFatalErrors(port)
const service = createLoaderService({
  dataDir: dataDirArgument(),
  emit: (event) => port.postMessage({ type: 'event', event }),
})
serveRpc(port, service, channelsOwnedBy('loader'))
