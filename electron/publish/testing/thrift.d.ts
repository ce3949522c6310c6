/** As much of Apache Thrift, which has no types of its own, as the stub of a SQL warehouse needs. */
declare module 'thrift' {
  /** Reads bytes that came, or gathers those that go. */
  export class TBufferedTransport {
    constructor(buffer: Buffer | undefined, whenFlushed: (bytes: Buffer) => void)
    static receiver(whenRead: (transport: TBufferedTransport) => void): (bytes: Buffer) => void
  }
  export class TBinaryProtocol {
    constructor(transport: TBufferedTransport)
  }
  // The driver's own types name these.
  export namespace Thrift {
    class TException extends Error {}
    class TApplicationException extends TException {}
    class TProtocolException extends TException {}
    const TApplicationExceptionType: Record<string, number>
    const TProtocolExceptionType: Record<string, number>
  }
}
