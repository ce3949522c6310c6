import { createReaderService } from '../../warehouse/reader-service.ts'
import { readerChannels } from './channel-names.ts'
import { dataDirArgument, parentPortLike, reportFatalErrors } from './parent-port.ts'
import { serveRpc } from './rpc.ts'

// The reader process: grid pages, facets, charts and search over a read-only handle.

const port = parentPortLike()
reportFatalErrors(port)
serveRpc(port, createReaderService(dataDirArgument()), readerChannels)
