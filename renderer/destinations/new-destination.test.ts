import { describe, expect, it } from 'vitest'
import { destinationsSchema } from '../../shared/destinations.ts'
import { emptyDraft, nameProblem, settingsOf, withDestination } from './new-destination.ts'

describe('a new destination', () => {
  it('is written as the settings have it', () => {
    const folder = settingsOf({ ...emptyDraft, dir: ' /srv/films ' })
    expect(folder).toEqual({ kind: 'parquet', dir: '/srv/films' })
    const lake = settingsOf({
      ...emptyDraft,
      kind: 'databricks',
      host: 'https://adb-1.azuredatabricks.net/?o=1#setting',
      httpPath: '/sql/1.0/warehouses/abc',
      catalog: 'films',
      afterSync: true,
    })
    expect(lake).toEqual({
      kind: 'databricks',
      host: 'adb-1.azuredatabricks.net',
      http_path: '/sql/1.0/warehouses/abc',
      catalog: 'films',
      schema: 'films',
      auth: 'token',
      after_sync: true,
    })
    expect(destinationsSchema.safeParse({ folder, lake }).success).toBe(true)
    expect(settingsOf({ ...emptyDraft, kind: 'databricks', auth: 'env' })).not.toHaveProperty('auth')
    const robot = settingsOf({ ...emptyDraft, kind: 'databricks', auth: 'service_principal', clientId: ' 1a-2b ' })
    expect(robot).toMatchObject({ auth: 'service_principal', client_id: '1a-2b' })
    expect(settingsOf({ ...emptyDraft, kind: 'databricks', auth: 'oauth', clientId: '1a' })).not.toHaveProperty(
      'client_id',
    )
  })

  it('of Spark has its folder, and of port and what Spark calls that folder only what is not usual', () => {
    const spark = {
      ...emptyDraft,
      kind: 'spark',
      host: 'jdbc:hive2://spark.example/films',
      stagingDir: ' /mnt/stage ',
    } as const
    const plain = settingsOf({ ...spark, host: 'jdbc:hive2://spark.example/films' })
    expect(plain).toEqual({ kind: 'spark', host: 'spark.example', schema: 'films', staging_dir: '/mnt/stage' })
    const own = settingsOf({
      ...spark,
      host: 'spark.example',
      port: '10001',
      stagingUri: 's3a://bucket/stage',
      afterSync: true,
    })
    expect(own).toMatchObject({ port: 10_001, staging_uri: 's3a://bucket/stage', after_sync: true })
    expect(destinationsSchema.safeParse({ plain, own }).success).toBe(true)
    for (const wrong of [{ port: 'ten' }, { port: '0' }, { stagingUri: 'stage' }, { host: '' }])
      expect(
        destinationsSchema.safeParse({ wrong: settingsOf({ ...spark, host: 'spark.example', ...wrong }) }).success,
      ).toBe(false)
  })

  it('stands beside all others in the text, those that are wrong too', () => {
    const star = { kind: 'parquet', dir: '/srv' }
    const text = JSON.stringify({ last_date: null, destinations: { odd: 7, lake: { kind: 'databricks' } } })
    expect(withDestination(text, 'star', star)).toEqual({ odd: 7, lake: { kind: 'databricks' }, star })
    for (const empty of ['', '{}', '\uFEFF{"destinations": null}'])
      expect(withDestination(empty, 'star', star)).toEqual({ star })
    for (const wrong of ['{', '[]', '{"destinations": [1]}']) expect(withDestination(wrong, 'star', star)).toBeNull()
  })

  it('has a name of its own that a route and a command can carry', () => {
    expect(nameProblem('star-2', ['star'])).toBeNull()
    expect(nameProblem('star', ['star'])).toContain('already')
    for (const name of ['', 'my star', '../x', '-full', 'a.b', 'x'.repeat(41)])
      expect(nameProblem(name, [])).not.toBeNull()
  })
})
