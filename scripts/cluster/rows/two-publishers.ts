import { equal, match } from 'node:assert/strict'
import { startCommand } from '../command-line.ts'
import { demand } from '../site.ts'
import type { Row } from './row.ts'

export const twoPublishers: Row = {
  name: 'C6',
  title: 'of two publishers one is told to wait, takes over what has run out, and the other one shows nothing',
  async run({ engine, site: siteOf }) {
    const one = await siteOf('shared', 300)
    const other = await siteOf('shared', 400, {}, 'data-other')
    await one.publish()
    one.api.catalogue.append(5)
    await one.load('--full')
    const command = startCommand(['publish', '--data-dir', one.dataDir], {
      pattern: '^MERGE INTO .*dim_movie_versions',
      when: 'after',
      to: 'sleep',
    })
    await command.held
    const busy = demand(await other.cli('publish'), 3, 'failed')
    equal(busy.said.error?.kind, 'destination_busy')
    const past = 'lease_until = current_timestamp() - INTERVAL 1 MINUTE'
    equal((await engine.run(`UPDATE ${one.store}.yts_state SET ${past} WHERE id = 1`)).affected, 1)
    await other.publish()
    command.release()
    const lost = demand(await command.end, 3, 'failed')
    match(lost.said.error?.message ?? '', /publish|lease/i)
    await other.demandEqual()
    await one.publish()
  },
}
