import { parentPort } from 'node:worker_threads'
import { type PackedAnswer, type PackOrder, packedHere } from './packer.ts'

// The packer's thread: answers come in, their stored forms go out, in the same order.

parentPort?.on('message', ({ bytes, wanted }: PackOrder) => {
  const packed: PackedAnswer = packedHere(bytes, wanted)
  parentPort?.postMessage(packed, packed.body ? [packed.body.buffer] : [])
})

parentPort?.postMessage('ready')
