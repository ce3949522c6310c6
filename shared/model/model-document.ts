import { charts } from './charts.ts'
import { dimensionIds, dimensionOf } from './dimensions.ts'
import { fieldNames, fieldOf } from './fields.ts'
import { measureIds, measureOf } from './measures.ts'
import { type DerivedDimension, derivedDimensions, derivedIds } from './values/derived.ts'

/** The model as a document, docs/model.md: what comes in, how it is explored, and how the star hangs together. Markdown. */
export function modelDocument(): string {
  return `# The model

Made from \`shared/model/\`; a test holds it to that (\`npx vitest run shared/model/model-document.test.ts --update\` writes it again). How
the layers work: [data-model.md](data-model.md).

## Fields

What the source sends of a film, and what silver makes of it. Rules of any text or number come on top (\`shared/model/rules.ts\`).

${table(
  ['field', 'JSON', 'silver', 'cleaning', 'hash', 'own rules', ''],
  fieldNames.map((name) => {
    const { json, type, required, table: members, cleaner, hash, rules, description } = fieldOf(name)
    const silver = type ? `${type}${required ? ', never null' : ''}` : (members ?? '')
    return [
      code(name),
      json,
      silver,
      cleaner ?? 'stays in bronze',
      String(hash ?? ''),
      rules.map(code).join(', '),
      description,
    ]
  }),
)}

## Dimensions

${table(
  ['dimension', 'kind', 'from silver', 'table', 'key', 'attributes', ''],
  dimensionIds.map((id) => {
    const { kind, silver, gold, description } = dimensionOf(id)
    const attributes = [gold.value, ...gold.attributes].map(({ column }) => code(column)).join(', ')
    return [code(id), kind, code(silver), code(gold.table), code(gold.key), attributes, description]
  }),
)}

## Derived dimensions

Worked out of others, in no table; *Explore* has them.

${table(
  ['dimension', 'of', 'SQL', ''],
  derivedIds.map((id) => {
    const { from, sql, description }: DerivedDimension = derivedDimensions[id]
    const names = from.map((source) => ('value' in source ? source.value : 'count' in source ? source.count : 'run'))
    return [code(id), names.map(code).join(', '), code(sql(...names)), description]
  }),
)}

## Measures

${table(
  ['measure', 'unit', 'SQL', 'adds up', ''],
  measureIds.map((id) => {
    const { unit, sql, additive, explain } = measureOf(id)
    const addsUp = { always: 'always', films: 'where no film is twice', never: 'never' }[additive]
    return [code(id), unit, code(sql), addsUp, explain]
  }),
)}

## Charts

${table(
  ['chart', 'drawing', 'axes', 'measures'],
  Object.values(charts).map(({ title, drawing, axes, measures: named }) => [
    title,
    drawing,
    axes.map(({ dimension, bucket }) => (bucket ? `${dimension} (${bucket})` : dimension)).join(' × '),
    named.join(', '),
  ]),
)}

## The star

\`\`\`mermaid
erDiagram
  fact_movies }o--|| dim_movie : movie_key
${dimensionIds
  .map((id) => dimensionOf(id).gold)
  .map(({ junction, table: dimension, key }) =>
    junction
      ? `  ${junction} }o--|| fact_movies : movie_id\n  ${junction} }o--|| ${dimension} : ${key}`
      : `  fact_movies }o--|| ${dimension} : ${key}`,
  )
  .join('\n')}
  fact_movies }o--|| run : run_id
  silver_movie }o--|| bronze_page : page_id
  bronze_page }o--|| run : run_id
\`\`\`
`
}

const code = (text: string) => `\`${text}\``

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
