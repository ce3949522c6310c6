import { exporterChannels } from '../../../shared/ipc/channel-names.ts'
import { createExporterService } from '../../warehouse/export/exporter-service.ts'
import { dataDirArgument, parentPortLike, reportFatalErrors } from './parent-port.ts'
import { serveRpc } from './rpc.ts'

// The exporter process: writes one file, and is ended. To cancel is to end it, for a sort of a million films hears nothing.

const port = parentPortLike()
reportFatalErrors(port)
const service = createExporterService(dataDirArgument(), {
  onProgress: (progress) => port.postMessage({ type: 'event', event: { type: 'export', progress } }),
  now: Date.now,
})
serveRpc(port, service, new Set<string>(exporterChannels))
