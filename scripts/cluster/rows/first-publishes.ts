import { deepEqual, equal, ok } from 'node:assert/strict'
import { demand, type Site, tables } from '../site.ts'
import type { Ground, Row } from './row.ts'

/** The newest Delta version of each table behind the views. */
export async function deltaVersions(
  { engine }: Pick<Ground, 'engine'>,
  { store }: Site,
): Promise<Record<string, number>> {
  const versions: Record<string, number> = {}
  for (const { name } of tables) {
    const [newest] = await engine.rows(`DESCRIBE HISTORY \`${store}\`.\`${name}_versions\` LIMIT 1`)
    versions[name] = Number(newest?.version)
  }
  return versions
}

export const firstPublish: Row = {
  name: 'C1',
  title: 'a first publish of the sample catalogue is equal by digest, and verified',
  async run(ground) {
    const site = await ground.sample()
    const { said, ms, peakMiB } = await site.publish()
    equal(said.status, 'published')
    equal(said.tables?.fact_movies?.rows, site.hashes().fact_movies?.size)
    deepEqual(demand(await site.cli('publish', '--verify'), 0, 'verified').said.differences, [])
    ground.note(`${said.tables?.fact_movies?.rows} films in ${Math.round(ms / 1000)} s, publisher ${peakMiB} MiB`)
  },
}

export const secondPublish: Row = {
  name: 'C2',
  title: 'a second publish changes nothing, no Delta version either',
  async run(ground) {
    const site = await ground.sample()
    await site.publish()
    const before = await deltaVersions(ground, site)
    ok(Object.values(before).every((version) => version > 0))
    const { said, ms } = demand(await site.cli('publish'), 0, 'unchanged')
    equal(said.changedRows, 0)
    deepEqual(await deltaVersions(ground, site), before)
    ground.note(`${Math.round(ms / 1000)} s`)
  },
}
