/** The film whose poster an address of the app's own protocol asks for; null for any other address. */
export function posterFilm(address: string): number | null {
  const id = /^app:\/\/explorer\/poster\/([1-9]\d{0,9})$/.exec(address)?.[1]
  return id === undefined ? null : Number(id)
}
