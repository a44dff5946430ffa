/** Which page comes after an answer (RFC 8288): of what a service says of it, nothing is followed but the cursor. */

/** The cursor of the page that `rel="next"` leads to; nothing where there is none. */
export function nextCursor(link: string | null): string | undefined {
  const target = /<([^<>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1]
  if (target === undefined) return undefined
  const query = target.slice(target.indexOf('?') + 1)
  return new URLSearchParams(query).get('cursor') ?? undefined
}

/** The header that leads there. */
export function nextLink(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const words = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
  )
  return `<${path}?${words.join('&')}>; rel="next"`
}
