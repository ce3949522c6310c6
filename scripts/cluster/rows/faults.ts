import { equal, ok } from 'node:assert/strict'
import { startCommand } from '../command-line.ts'
import { demand } from '../site.ts'
import type { Row } from './row.ts'

export const failures: Row = {
  name: 'C5',
  title:
    'an executor that dies in a merge and a server that restarts between two tables leave the old star or the new one',
  async run({ cluster, site: siteOf, note }) {
    const site = await siteOf('failures', 400)
    await site.publish()
    const kinds = [
      {
        stop: { pattern: '^MERGE INTO .*fact_movies_versions', when: 'during', to: 'wait' } as const,
        name: 'executor',
        async happen() {
          const [victim] = await cluster.executors()
          ok(victim)
          process.kill(victim, 'SIGKILL')
        },
      },
      {
        stop: { pattern: '^MERGE INTO .*genre_junction_versions', when: 'before', to: 'wait' } as const,
        name: 'server',
        happen: () => cluster.restartServer(),
      },
    ]
    for (const { stop, name, happen } of kinds) {
      for (const id of site.api.catalogue.append(3)) site.api.catalogue.rerate(id, 5)
      await site.load('--full')
      const before = await site.seen()
      const command = startCommand(['publish', '--data-dir', site.dataDir], stop)
      await command.held
      await happen()
      command.release()
      const end = await command.end
      const after = await site.seen()
      if (end.code === 0) await site.demandEqual()
      else {
        demand(end, 5, 'failed')
        equal(JSON.stringify(after), JSON.stringify(before))
      }
      note(`${name}: ${end.code === 0 ? 'published' : end.said.error?.kind}`)
      await site.publish()
    }
  },
}
