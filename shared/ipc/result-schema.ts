import * as z from 'zod'
import { type AppError, errorKinds } from './result.ts'

/** An `AppError` as it crosses a boundary. */
export const appErrorSchema = z.object({
  kind: z.enum(errorKinds),
  message: z.string().max(2000),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
}) satisfies z.ZodType<AppError>
