import * as z from 'zod'

/** Layers that may be published beside the star. */
const layerList = /^\s*gold\s*(?:,\s*(?:silver|history)\s*)*$/

/** What all kinds have. */
const common = {
  keep_versions: z.number().int().min(1).max(1000).default(7),
  layers: z
    .string('must be gold, and silver or history after it')
    .regex(layerList, 'must be gold, and silver or history after it')
    .default('gold'),
  after_sync: z.boolean('must be true or false').default(false),
}

/** A folder of Parquet files: the settings of `kind: parquet`. */
export const parquetDestinationSchema = z.object({
  ...common,
  kind: z.literal('parquet'),
  dir: z.string('must be the whole path of a folder').min(1, 'must be the whole path of a folder'),
})

/** A text of a form, and what is said where it is another. */
const text = (form: RegExp, sentence: string) => z.string(sentence).regex(form, sentence)
/** What a host is called. */
export const hostName = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i
const named = text(/^[A-Za-z_][\w-]{0,99}$/, 'must be a name of letters, digits, - and _')

/** Ways to sign in to Databricks. */
export const databricksAuths = ['env', 'profile', 'token', 'oauth', 'service_principal'] as const

/** Whether what signs in is a secret that the app stores: a token, or the secret of a service principal. */
export function storesSecret(auth: (typeof databricksAuths)[number] | null): boolean {
  return auth === 'token' || auth === 'service_principal'
}

/** A schema of a Databricks workspace, by one of its SQL warehouses: the settings of `kind: databricks`. */
export const databricksDestinationSchema = z.object({
  ...common,
  kind: z.literal('databricks'),
  // Without one, the environment or the profile says it.
  host: text(hostName, 'must be a host name, without https://').optional(),
  port: z.number().int().min(1).max(65_535).default(443),
  http_path: text(
    /^\/?sql\/[\w./-]+$/,
    'must be the HTTP path of a SQL warehouse, such as /sql/1.0/warehouses/0123456789abcdef',
  ),
  catalog: named,
  schema: named,
  auth: z.enum(databricksAuths, `must be one of ${databricksAuths.join(', ')}`).default('env'),
  client_id: text(/^[\w-]{1,100}$/, 'must be the client id of a service principal or an OAuth application').optional(),
  profile: text(/^[\w.-]+$/, 'must be the name of a section of ~/.databrickscfg').default('DEFAULT'),
})

/** A schema of one's own Spark with Delta, by its Thrift server: the settings of `kind: spark`. */
export const sparkDestinationSchema = z.object({
  ...common,
  kind: z.literal('spark'),
  host: text(hostName, 'must be a host name'),
  port: z.number().int().min(1).max(65_535).default(10_000),
  schema: named,
  staging_dir: z.string('must be the whole path of a folder').min(1, 'must be the whole path of a folder'),
  // Without one, Spark has the folder under the same path.
  staging_uri: text(
    /^[a-z][a-z0-9+.-]*:\/[^\s`?#%]+$/i,
    'must be what Spark calls the folder staging_dir, such as file:/mnt/stage or s3a://bucket/stage',
  ).optional(),
})

const schemas = {
  parquet: parquetDestinationSchema,
  databricks: databricksDestinationSchema,
  spark: sparkDestinationSchema,
}
const isKind = (kind: unknown): kind is keyof typeof schemas => Object.hasOwn(schemas, String(kind))
/** What a destination must have, by its kind. */
const needed: Readonly<Record<keyof typeof schemas, Readonly<Record<string, string>>>> = {
  parquet: { dir: 'the whole path of a folder' },
  databricks: {
    http_path: 'the HTTP path of a SQL warehouse',
    catalog: 'a catalog',
    schema: 'a schema, which is made if it is not there',
  },
  spark: {
    host: 'the host of its Thrift server',
    schema: 'a schema, which is made if it is not there',
    staging_dir: 'the whole path of a folder that Spark reads too',
  },
}

const secretKey =
  /token|secret|passw|pwd|passphrase|credential|bearer|(?:api|access|private|account|shared|storage)[_-]?key|^key$|sas$/i
const secretValue = /^dapi[0-9a-f]{16}|:\/\/[^/\s:@]*:[^/\s@]+@|^bearer\s|^eyJ[\w-]+\.[\w-]+\./i

const settingSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** One destination: single values, and never a secret. */
const destinationSchema = z.record(z.string(), settingSchema).superRefine((destination, context) => {
  const refuse = (key: string, message: string): void => {
    context.addIssue({ code: 'custom', message, path: key === '' ? [] : [key] })
  }
  for (const [key, value] of Object.entries(destination)) {
    if (secretKey.test(key) || (typeof value === 'string' && secretValue.test(value)))
      refuse(key, 'is a secret, which has no place in a file: take it out, and give it by the environment')
  }
  const { kind } = destination
  if (!isKind(kind)) return
  for (const { path, message } of schemas[kind].safeParse(destination).error?.issues ?? []) {
    const key = String(path[0] ?? '')
    // A setting that is missing has no place of its own.
    if (Object.hasOwn(destination, key)) refuse(key, message)
    else refuse('', `must have ${key}, ${needed[kind][key] ?? message}`)
  }
})

/** All destinations by their names. */
export const destinationsSchema = z.record(z.string(), destinationSchema)
