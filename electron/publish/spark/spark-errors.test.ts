import { expect, it } from 'vitest'
import { LostConnection, sparkFailureOf } from './spark-errors.ts'

// As Spark 4.2.0 with Delta Lake 4.4.0 sent them.
const notFound =
  'org.apache.hive.service.cli.HiveSQLException: Error running query: [TABLE_OR_VIEW_NOT_FOUND] org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `nix` cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a schema, verify the current_schema() output.\n\tat org.apache.spark.sql.hive.thriftserver.HiveThriftServerErrors$.runningQueryError(HiveThriftServerErrors.scala:43)'
const syntax =
  "org.apache.hive.service.cli.HiveSQLException: Error running query: [PARSE_SYNTAX_ERROR] org.apache.spark.sql.catalyst.parser.ParseException: \n[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\nSELEC 1\n\tat org.apache.spark"
const failed = (errorMessage: string) =>
  Object.assign(new Error('The operation failed due to an error'), { response: { errorMessage } })

it.each([
  [failed(notFound), 'not_found', 'The table or view `nix` cannot be found', false],
  [failed(syntax), 'destination_refused', "Syntax error at or near 'SELEC'", false],
  [new LostConnection(), 'destination_unreachable', 'was lost', true],
  [new Error('HiveClient: connection is lost'), 'destination_unreachable', 'was lost', true],
  [
    { name: 'Status Error', message: 'Invalid SessionHandle: SessionHandle [1]' },
    'destination_unreachable',
    'ended the session',
    true,
  ],
  [
    failed('org.apache.spark.SparkException: Job aborted: ExecutorLostFailure (executor 1)'),
    'destination_unreachable',
    '',
    true,
  ],
  [failed('io.delta.exceptions.ConcurrentAppendException: [DELTA_CONCURRENT_APPEND] x'), 'destination_busy', '', true],
  [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'destination_unreachable', 'ECONNREFUSED', false],
  [null, 'destination_refused', '', false],
] as const)('%o is an error that a person can act on', (thrown, kind, sentence, isTransient) => {
  const failure = sparkFailureOf(thrown, 'spark.example:10000')
  expect(failure).toMatchObject({ error: { kind }, isTransient })
  expect(failure.error.message).toContain(sentence)
  expect(failure.error.message).not.toMatch(/org\.apache|HiveSQLException|\tat /)
})
