import * as z from 'zod'

/** Layers that may be published beside the star. */
const layerList = /^\s*gold\s*(?:,\s*(?:silver|history)\s*)*$/

/** A folder of Parquet files: the settings of `kind: parquet`. */
export const parquetDestinationSchema = z.object({
  kind: z.literal('parquet'),
  dir: z.string('must be the whole path of a folder').min(1, 'must be the whole path of a folder'),
  keep_versions: z.number().int().min(1).max(1000).default(7),
  layers: z
    .string('must be gold, and silver or history after it')
    .regex(layerList, 'must be gold, and silver or history after it')
    .default('gold'),
})

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
  if (destination.kind !== 'parquet') return
  for (const { path, message } of parquetDestinationSchema.safeParse(destination).error?.issues ?? []) {
    const key = String(path[0] ?? '')
    // A setting that is missing has no place of its own.
    if (Object.hasOwn(destination, key)) refuse(key, message)
    else refuse('', `must have ${key}, the whole path of a folder`)
  }
})

/** All destinations by their names. */
export const destinationsSchema = z.record(z.string(), destinationSchema)
