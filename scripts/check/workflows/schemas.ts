import * as z from 'zod'

// Schemas of the files that GitHub reads beside workflows. Strict: an unknown key is a mistake.

const label = z.string().min(1).max(100)
const id = z.string().regex(/^[A-Za-z0-9_-]+$/)
const validations = z.strictObject({ required: z.boolean().optional() })
const asked = { label, description: z.string().optional() }

const formPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: z.string().min(1) }) }),
  z.strictObject({
    type: z.literal('textarea'),
    id,
    attributes: z.strictObject({
      ...asked,
      placeholder: z.string().optional(),
      value: z.string().optional(),
      render: z.string().optional(),
    }),
    validations: validations.optional(),
  }),
  z.strictObject({
    type: z.literal('input'),
    id,
    attributes: z.strictObject({ ...asked, placeholder: z.string().optional(), value: z.string().optional() }),
    validations: validations.optional(),
  }),
  z.strictObject({
    type: z.literal('dropdown'),
    id,
    attributes: z.strictObject({
      ...asked,
      options: z.array(z.string().min(1)).min(1),
      multiple: z.boolean().optional(),
      default: z.number().int().optional(),
    }),
    validations: validations.optional(),
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    id,
    attributes: z.strictObject({
      ...asked,
      options: z.array(z.strictObject({ label, required: z.boolean().optional() })).min(1),
    }),
    validations: validations.optional(),
  }),
])

/** An issue form: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms */
export const issueFormSchema = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().min(1),
    title: z.string().optional(),
    labels: z.array(z.string()).optional(),
    assignees: z.array(z.string()).optional(),
    body: z.array(formPart).min(1),
  })
  .refine(({ body }) => body.some(({ type }) => type !== 'markdown'), 'a form asks something')
  .refine(({ body }) => {
    const ids = body.flatMap((part) => ('id' in part ? [part.id] : []))
    return new Set(ids).size === ids.length
  }, 'ids are unique')

/** `ISSUE_TEMPLATE/config.yml`. */
export const issueConfigSchema = z.strictObject({
  blank_issues_enabled: z.boolean().optional(),
  contact_links: z.array(z.strictObject({ name: label, url: z.url(), about: z.string() })).optional(),
})

const updateTypes = z.array(z.enum(['major', 'minor', 'patch']))

/** `dependabot.yml`: https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference */
export const dependabotSchema = z.strictObject({
  version: z.literal(2),
  updates: z
    .array(
      z.strictObject({
        'package-ecosystem': z.enum(['npm', 'github-actions']),
        directory: z.string().startsWith('/'),
        schedule: z.strictObject({ interval: z.enum(['daily', 'weekly', 'monthly', 'quarterly']) }),
        'open-pull-requests-limit': z.number().int().nonnegative().optional(),
        'versioning-strategy': z
          .enum(['auto', 'increase', 'increase-if-necessary', 'lockfile-only', 'widen'])
          .optional(),
        labels: z.array(z.string()).optional(),
        groups: z
          .record(
            z.string(),
            z.strictObject({
              'dependency-type': z.enum(['development', 'production']).optional(),
              patterns: z.array(z.string()).optional(),
              'update-types': updateTypes.optional(),
            }),
          )
          .optional(),
      }),
    )
    .min(1),
})
