/** Amounts of bytes as people write them: `512 KiB` counts in 1024s, `100 MB` in 1000s. A number without its unit is none. */

const UNITS = {
  B: 1,
  KB: 1000,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
} as const

/** Also what a JSON Schema says of such a text. */
export const SIZE_PATTERN = '^([0-9]{1,12}(?:\\.[0-9]{1,3})?)\\s*(B|kB|KB|MB|GB|KiB|MiB|GiB)$'

/** In bytes; nothing where it is no such text, or no whole number of bytes. */
export function parseSize(text: string): number | undefined {
  const [, value, unit] = new RegExp(SIZE_PATTERN).exec(text.trim()) ?? []
  if (value === undefined) return undefined
  // In thousandths, and exactly: three places are the most that the pattern has, and as numbers many of them are not.
  const [whole = '', part = ''] = value.split('.')
  // The pattern has no other units.
  const thousandths = BigInt(whole + part.padEnd(3, '0')) * BigInt(UNITS[unit as keyof typeof UNITS])
  const bytes = Number(thousandths / 1000n)
  return thousandths % 1000n === 0n && Number.isSafeInteger(bytes) ? bytes : undefined
}

/** `100 MiB`, `1.5 GiB`, `700 B`: in the largest unit in which two places after the point say all of it. */
export function formatSize(bytes: number): string {
  const units = [
    [1024 ** 3, 'GiB'],
    [1000 ** 3, 'GB'],
    [1024 ** 2, 'MiB'],
    [1000 ** 2, 'MB'],
    [1024, 'KiB'],
    [1000, 'kB'],
  ] as const
  const found = units.find(([size]) => bytes >= size && Number.isInteger((bytes / size) * 100))
  return found === undefined ? `${bytes} B` : `${(bytes / found[0]).toString()} ${found[1]}`
}
