// `node scripts/release-notes/main.ts v1.2.0`: prints the notes of a release, and fails when its tag is not what is in the sources.
import { readFile } from 'node:fs/promises'
import { inProject } from '../lib/paths.ts'
import { runMain } from '../lib/say.mjs'
import { releaseNotes } from './notes.ts'

await runMain(async () => {
  const { version } = JSON.parse(await readFile(inProject('package.json'), 'utf8'))
  const changelog = await readFile(inProject('CHANGELOG.md'), 'utf8')
  process.stdout.write(releaseNotes(process.argv[2] ?? '', version, changelog))
  return 0
})
