/** A list of a configuration file, where one value may stand alone. */
export function listOf(texts: string | readonly string[] = []): readonly string[] {
  return typeof texts === 'string' ? [texts] : texts
}
