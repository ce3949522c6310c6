import { expect, test } from 'vitest'
import { firstError, isLacking } from './unavailable.ts'

// As pip and Maven have written it.
const refused =
  "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/pyspark/"
const none = `${refused}
ERROR: Could not find a version that satisfies the requirement pyspark==4.2.0 (from versions: none)
ERROR: No matching distribution found for pyspark==4.2.0
`
const noPlugin =
  "\u001b[0m\u001b[0m[ERROR] No plugin found for prefix 'dependency' in the current project and in the plugin groups [org.apache.maven.plugins] available from the repositories [local (/home/someone/.m2)] -> [Help 1]\n[ERROR] \n"
const others = `ERROR: Could not find a version that satisfies the requirement pyspark==4.2.99 (from versions: 4.2.0, 4.2.1)
ERROR: No matching distribution found for pyspark==4.2.99
`
const noArtifact =
  '[ERROR] Failed to execute goal copy: Unable to find artifact. Could not find artifact io.delta:delta-storage:jar:4.4.99 in central\n'

test.each([none, noPlugin, 'ERROR: [Errno 28] No space left on device', ''])(
  'what an index that cannot be reached makes pip and Maven say is no failure of ours',
  (output) => expect(isLacking(output)).toBe(false),
)

test.each([others, noArtifact])('an index that does not have what we name is a failure', (output) =>
  expect(isLacking(output)).toBe(true),
)

test('why it was skipped is told by one line in plain letters', () => {
  expect(firstError(noPlugin)).toMatch(/^\[ERROR\] No plugin found/)
  expect(firstError(none)).toMatch(/NewConnectionError/)
  expect(firstError('')).toBe('it took too long')
})
