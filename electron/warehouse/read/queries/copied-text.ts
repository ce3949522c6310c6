/** Functions of our SQLite that other programs may not have: they are built in on request, or made by us. */
const ownFunctions = ['percentile_cont', 'fold_title', 'search_text'] as const

/** A statement as it is copied: behind remarks, and behind the names of functions that it needs and stock SQLite lacks. */
export function remarked(sql: string, remarks: readonly string[]): string {
  const needed = ownFunctions
    .filter((name) => sql.includes(`${name}(`))
    .map((name) => `Needs the function ${name}, which stock SQLite lacks; the command line's query has it.`)
  // Not two dashes: a command line takes a statement that begins with them for an option.
  return [...[...remarks, ...needed].map((remark) => `/* ${remark} */`), sql].join('\n')
}
