/** Usable film ids of rows as received: whole numbers above 0, also when they come as text. */
export function rowIds(rows: readonly unknown[]): number[] {
  const ids: number[] = []
  for (const row of rows) {
    if (typeof row !== 'object' || row === null || !('id' in row)) continue
    const id = typeof row.id === 'string' && /^\d{1,16}$/.test(row.id.trim()) ? Number(row.id) : row.id
    if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) ids.push(id)
  }
  return ids
}
