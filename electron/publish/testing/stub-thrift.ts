import { thrift } from '@databricks/sql'
import { TBinaryProtocol, TBufferedTransport } from 'thrift'
import { NoAnswer, type StubOperations } from './stub-types.ts'

/** Answers one call of the Thrift protocol, by the driver's own definitions. */
export async function thriftAnswer(operations: StubOperations, bytes: Buffer): Promise<Buffer | 'reset' | number> {
  let refused: 'reset' | number | null = null
  const noting =
    <I, O>(work: (request: I) => Promise<O>) =>
    async (request: I): Promise<O> => {
      try {
        return await work(request)
      } catch (error) {
        if (error instanceof NoAnswer) refused = error.instead
        throw error
      }
    }
  const handler = Object.fromEntries(Object.entries(operations).map(([name, work]) => [name, noting(work)]))
  const processor = new thrift.TCLIService.Processor(handler)
  const answer = await new Promise<Buffer>((resolve) => {
    const output = new TBinaryProtocol(new TBufferedTransport(undefined, resolve))
    const read = TBufferedTransport.receiver((input) => processor.process(new TBinaryProtocol(input), output))
    read(bytes)
  })
  return refused ?? answer
}
