import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { duckWarehouse } from './duck-engine.ts'
import { stubOperations } from './stub-operations.ts'
import { thriftAnswer } from './stub-thrift.ts'
import type { DatabricksStub } from './stub-types.ts'

/** A stand-in for a Thrift server of Spark: SASL with a name over TCP, DuckDB behind. Not used by the app. */
export type SparkStub = Pick<
  DatabricksStub,
  'host' | 'port' | 'warehouse' | 'statements' | 'answers' | 'fault' | 'close'
> & {
  /** Names that clients said of themselves. */
  users: string[]
  /** What the server says to who connects. */
  greeting: 'welcome' | 'refused' | 'closed'
  /** Ends all connections. */
  disconnect(): void
}

const [start, ok, bad, complete] = [1, 2, 3, 5]

/** Starts one on a free port of 127.0.0.1. */
export async function sparkStub(): Promise<SparkStub> {
  const warehouse = await duckWarehouse()
  const sockets = new Set<Socket>()
  const stub: SparkStub = {
    host: '127.0.0.1',
    port: 0,
    warehouse,
    statements: [],
    answers: 'when asked',
    fault: () => null,
    users: [],
    greeting: 'welcome',
    disconnect() {
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      stub.disconnect()
      await new Promise((resolve) => server.close(resolve))
      warehouse.end()
    },
  }
  const operations = stubOperations(stub)
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    let read: Buffer = Buffer.alloc(0)
    let isIn = false
    /** Takes as many whole packets as have come: SASL's have a byte before their length. */
    const packets = (head: 4 | 5): Buffer[] => {
      const found: Buffer[] = []
      while (read.length >= head && read.length >= head + read.readUInt32BE(head - 4)) {
        const end = head + read.readUInt32BE(head - 4)
        found.push(read.subarray(0, end))
        read = read.subarray(end)
      }
      return found
    }
    const greet = (packet: Buffer): void => {
      if (packet[0] === start) return
      stub.users.push(packet.subarray(5).toString().split('\0')[0] ?? '')
      if (packet[0] !== ok || stub.greeting === 'closed') return void socket.destroy()
      const isWelcome = stub.greeting === 'welcome'
      const text = Buffer.from(isWelcome ? '' : 'Unknown name')
      const head = Buffer.alloc(5)
      head[0] = (isWelcome ? complete : bad) ?? 0
      head.writeUInt32BE(text.length, 1)
      socket.write(Buffer.concat([head, text]))
      isIn = isWelcome
    }
    const call = async (packet: Buffer): Promise<void> => {
      const answer = await thriftAnswer(operations, packet.subarray(4))
      if (answer === 'reset' || typeof answer === 'number') return void socket.destroy()
      const head = Buffer.alloc(4)
      head.writeUInt32BE(answer.length)
      socket.write(Buffer.concat([head, answer]))
    }
    socket.on('data', (bytes) => {
      read = Buffer.concat([read, bytes])
      if (!isIn) for (const packet of packets(5)) greet(packet)
      if (isIn) for (const packet of packets(4)) call(packet).catch(() => socket.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stub.port = (server.address() as AddressInfo).port
  return stub
}
