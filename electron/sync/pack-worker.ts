import { parentPort } from 'node:worker_threads'
import { packedHere } from './packer.ts'

// The packer's thread: answers come in, their stored forms go out, in the same order.

parentPort?.on('message', (bytes: Uint8Array) => {
  const packed = packedHere(bytes, true)
  parentPort?.postMessage(packed, packed.body ? [packed.body.buffer] : [])
})

parentPort?.postMessage('ready')
