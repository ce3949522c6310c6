import { randomUUID } from 'node:crypto'
import { thrift } from '@databricks/sql'
import Int64 from 'node-int64'
import type { EngineRow } from '../engine/engine.ts'
import { type DatabricksStub, type Fault, NoAnswer, type StubOperations } from './stub-types.ts'

const types = thrift.TCLIService_types
const { TStatusCode, TOperationState, TTypeId } = types
const success = { statusCode: TStatusCode.SUCCESS_STATUS }

interface StubColumn {
  name: string
  type: 'text' | 'number' | 'map'
}

/** What a statement comes to. */
interface Answer {
  state: number
  columns: StubColumn[]
  rows: EngineRow[]
  error?: string
  isStaging?: boolean
}

/** An id as the driver expects it: the bytes of a UUID. */
const newId = (): Buffer => Buffer.from(randomUUID().replaceAll('-', ''), 'hex')

const nothing = { columns: [], rows: [] }
const finished = (columns: StubColumn[], rows: EngineRow[], isStaging = false): Answer => {
  return { state: TOperationState.FINISHED_STATE, columns, rows, isStaging }
}

/** The calls of the protocol that the driver makes of a warehouse. */
export function stubOperations(
  stub: Pick<DatabricksStub, 'host' | 'port' | 'warehouse' | 'statements' | 'answers' | 'fault'>,
): StubOperations {
  const sessions = new Set<string>()
  const volumes = new Set<string>()
  const operations = new Map<string, Answer & { isAskedFor: boolean; isFetched: boolean }>()
  const idOf = (handle: { guid: Buffer }): string => handle.guid.toString('hex')
  const found = (request: { operationHandle: { operationId: { guid: Buffer } } }) => {
    const operation = operations.get(idOf(request.operationHandle.operationId))
    if (!operation) throw new NoAnswer(404)
    return operation
  }

  /** Runs a statement as the warehouse would. */
  async function answer(sql: string): Promise<Answer> {
    const file = /^(PUT|REMOVE) (?:'((?:[^'\\]|\\.)*)' INTO )?'(\/Volumes\/(\w+)\/(\w+)\/(\w+)\/[\w./-]+)'/.exec(sql)
    if (file) {
      const [, operation = '', local, path = '', ...volume] = file
      if (!volumes.has(volume.join('.')))
        throw new Error(`[VOLUME_NOT_FOUND] Volume '${volume.join('.')}' does not exist`)
      const localFile = local?.replaceAll(/\\(.)/g, '$1')
      const presignedUrl = `https://${stub.host}:${stub.port}/staged${path}?signature=s3cret`
      const columns: StubColumn[] = [
        'operation',
        'presignedUrl',
        ...(localFile === undefined ? [] : ['localFile']),
      ].map((name) => ({ name, type: 'text' }))
      const row = { operation, presignedUrl, headers: '{}', ...(localFile === undefined ? {} : { localFile }) }
      return finished([...columns, { name: 'headers', type: 'map' }], [row], true)
    }
    const volume = /^CREATE VOLUME IF NOT EXISTS `(\w+)`\.`(\w+)`\.`(\w+)`$/.exec(sql)
    if (volume) volumes.add(volume.slice(1).join('.'))
    if (volume || sql.startsWith('SET ')) return finished([], [])
    if (/^(?:UPDATE|DELETE|MERGE)\b/.test(sql))
      return finished(
        [{ name: 'num_affected_rows', type: 'number' }],
        [{ num_affected_rows: await stub.warehouse.run(sql) }],
      )
    if (!sql.startsWith('SELECT ')) {
      await stub.warehouse.run(sql)
      return finished([], [])
    }
    const rows = await stub.warehouse.rows(sql)
    const columns = Object.keys(rows[0] ?? {}).map((name): StubColumn => ({ name, type: 'text' }))
    return finished(columns, rows)
  }

  async function execute(sql: string, fault: Fault | null): Promise<Answer> {
    if (fault?.kind === 'http') throw new NoAnswer(fault.status)
    if (fault?.kind === 'reset' && !fault.isDone) throw new NoAnswer('reset')
    if (fault?.kind === 'endless') return { state: TOperationState.RUNNING_STATE, ...nothing }
    try {
      if (fault?.kind === 'error') throw new Error(fault.message)
      const done = await answer(sql)
      if (fault?.kind === 'reset') throw new NoAnswer('reset')
      return done
    } catch (error) {
      if (error instanceof NoAnswer) throw error
      const message = error instanceof Error ? error.message : String(error)
      const known = /^Catalog Error: .* does not exist/.test(message) ? `[TABLE_OR_VIEW_NOT_FOUND] ${message}` : message
      return { state: TOperationState.ERROR_STATE, ...nothing, error: known }
    }
  }

  const statusOf = ({ state, columns, error }: Answer) => ({
    status: success,
    operationState: state,
    hasResultSet: columns.length > 0,
    ...(error === undefined ? {} : { errorMessage: error, displayMessage: error, sqlState: '42000' }),
  })
  const metadataOf = ({ columns, isStaging }: Answer) => ({
    status: success,
    resultFormat: types.TSparkRowSetType.COLUMN_BASED_SET,
    isStagingOperation: isStaging === true,
    schema: { columns: columns.map(describe) },
  })
  const rowsOf = ({ columns, rows }: Answer) => ({
    status: success,
    hasMoreRows: false,
    results: { startRowOffset: new Int64(0), rows: [], columns: columns.map((column) => valuesOf(column, rows)) },
  })

  return {
    async OpenSession() {
      const guid = newId()
      sessions.add(guid.toString('hex'))
      return new types.TOpenSessionResp({
        status: success,
        serverProtocolVersion: types.TProtocolVersion.SPARK_CLI_SERVICE_PROTOCOL_V8,
        sessionHandle: { sessionId: { guid, secret: newId() } },
      })
    },
    async CloseSession(request) {
      sessions.delete(idOf(request.sessionHandle.sessionId))
      return new types.TCloseSessionResp({ status: success })
    },
    async ExecuteStatement(request) {
      const session = idOf(request.sessionHandle.sessionId)
      stub.statements.push(request.statement)
      const fault = stub.fault(request.statement)
      if (fault?.kind === 'lost session') sessions.delete(session)
      if (!sessions.has(session)) {
        const status = { statusCode: TStatusCode.INVALID_HANDLE_STATUS, errorMessage: 'Invalid SessionHandle' }
        return new types.TExecuteStatementResp({ status })
      }
      const done = await execute(request.statement, fault)
      const guid = newId()
      operations.set(guid.toString('hex'), { ...done, isAskedFor: false, isFetched: false })
      const isDirect = stub.answers === 'at once' && done.state !== TOperationState.RUNNING_STATE
      return new types.TExecuteStatementResp({
        status: success,
        operationHandle: {
          operationId: { guid, secret: newId() },
          operationType: types.TOperationType.EXECUTE_STATEMENT,
          hasResultSet: done.columns.length > 0,
        },
        ...(isDirect && {
          directResults: {
            operationStatus: statusOf(done),
            ...(done.error === undefined && { resultSetMetadata: metadataOf(done), resultSet: rowsOf(done) }),
            closeOperation: { status: success },
          },
        }),
      })
    },
    async GetOperationStatus(request) {
      const operation = found(request)
      // Asked the first time, it is at work still.
      if (operation.isAskedFor) return new types.TGetOperationStatusResp(statusOf(operation))
      operation.isAskedFor = true
      return new types.TGetOperationStatusResp({ status: success, operationState: TOperationState.RUNNING_STATE })
    },
    async GetResultSetMetadata(request) {
      return new types.TGetResultSetMetadataResp(metadataOf(found(request)))
    },
    async FetchResults(request) {
      const operation = found(request)
      const rows = operation.isFetched ? [] : operation.rows
      operation.isFetched = true
      return new types.TFetchResultsResp(rowsOf({ ...operation, rows }))
    },
    async CancelOperation(request) {
      const operation = found(request)
      operation.state = TOperationState.CANCELED_STATE
      stub.statements.push('(cancelled)')
      return new types.TCancelOperationResp({ status: success })
    },
    async CloseOperation() {
      return new types.TCloseOperationResp({ status: success })
    },
  }
}

const typeIds = { text: TTypeId.STRING_TYPE, number: TTypeId.BIGINT_TYPE, map: TTypeId.MAP_TYPE }

function describe({ name, type }: StubColumn, index: number) {
  return {
    columnName: name,
    position: index + 1,
    typeDesc: { types: [{ primitiveEntry: { type: typeIds[type] } }] },
  }
}

function valuesOf({ name, type }: StubColumn, rows: EngineRow[]) {
  const values = rows.map((row) => row[name] ?? null)
  const nulls = Buffer.alloc(Math.ceil(values.length / 8))
  for (const [index, value] of values.entries())
    if (value === null) nulls[index >> 3] = (nulls[index >> 3] ?? 0) | (1 << (index & 7))
  if (type === 'number') return { i64Val: { values: values.map((value) => new Int64(Number(value))), nulls } }
  return { stringVal: { values: values.map((value) => String(value ?? '')), nulls } }
}
