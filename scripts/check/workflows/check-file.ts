import { registerHooks } from 'node:module'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { knownActions } from './known-actions.ts'
import { dependabotSchema, issueConfigSchema, issueFormSchema } from './schemas.ts'

// GitHub's own parser imports its schema as JSON in the way of bundlers; Node wants to be told that it is JSON.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})

/**
 * What is wrong in one of the files below `.github/`, each a line with the place; empty when nothing is.
 *
 * @param file its path in the project, with slashes
 */
export async function problemsOf(file: string, text: string): Promise<string[]> {
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(file)) {
    return [...(await workflowProblems(file, text)), ...actionProblems(file, text), ...hygieneProblems(file, text)]
  }
  if (file === '.github/dependabot.yml') return schemaProblems(file, text, dependabotSchema)
  if (file === '.github/ISSUE_TEMPLATE/config.yml') return schemaProblems(file, text, issueConfigSchema)
  if (/^\.github\/ISSUE_TEMPLATE\/[^/]+\.yml$/.test(file)) return schemaProblems(file, text, issueFormSchema)
  if (file === '.github/pull_request_template.md') return []
  return [`${file}: GitHub reads no such file, or the check does not know it.`]
}

let texts = 0

/** By GitHub's own schema, expressions and the inputs of actions among it. */
async function workflowProblems(file: string, text: string): Promise<string[]> {
  const { validate } = await import('@actions/languageservice')
  // It remembers what it parsed by address.
  texts += 1
  const document = TextDocument.create(`file:///${texts}/${file}`, 'yaml', 1, text)
  const found = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: async ({ owner, name }) => {
        const known = knownActions[`${owner}/${name}`]
        if (!known) return undefined
        const inputs = known.inputs.map((input) => [input, { description: input, required: false }])
        return { name, description: name, inputs: Object.fromEntries(inputs), runs: { using: 'node20', main: '' } }
      },
    },
  })
  return found.map(({ message, range }) => `${file}:${range.start.line + 1}: ${message}`)
}

/** Actions are known ones, at the one version that is known. */
function actionProblems(file: string, text: string): string[] {
  const problems: string[] = []
  visit(parseDocument(text), {
    Pair: (_, pair) => {
      if (String(pair.key) !== 'uses') return
      const [name = '', version = ''] = String(pair.value).split('@')
      const known = knownActions[name]
      if (!known) problems.push(`${file}: the action ${name} is not known (known-actions.ts).`)
      else if (version !== known.version) {
        problems.push(`${file}: ${name}@${version} is not the version that is known, ${known.version}.`)
      }
    },
  })
  return problems
}

/** What the schema allows and this project does not. */
function hygieneProblems(file: string, text: string): string[] {
  const workflow = parse(text) as {
    permissions?: unknown
    jobs?: Record<string, { 'timeout-minutes'?: number; steps?: { run?: string }[] } | null>
  }
  const problems: string[] = []
  if (JSON.stringify(workflow.permissions) !== JSON.stringify({ contents: 'read' })) {
    problems.push(`${file}: the workflow itself may only read contents; a job that needs more says so.`)
  }
  for (const [name, job] of Object.entries(workflow.jobs ?? {})) {
    if (!job?.['timeout-minutes']) problems.push(`${file}: job ${name} has no timeout-minutes.`)
    for (const { run } of job?.steps ?? []) {
      if (run?.includes('${{')) problems.push(`${file}: job ${name} puts an expression into a script; use env.`)
    }
  }
  return problems
}

function schemaProblems(file: string, text: string, schema: z.ZodType): string[] {
  const parsed = schema.safeParse(parse(text))
  if (parsed.success) return []
  return parsed.error.issues.map(({ path, message }) => `${file}: ${path.map(String).join('.')}: ${message}`)
}
