/** Amounts of data as people read them: `1.5 MB`, in powers of ten, as operators count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let value = bytes / 1000
  let unit = 0
  // 999.95 would be shown as 1000.0.
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value.toFixed(1)} ${units[unit] ?? ''}`
}

const SCALES: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 }

/** `500MB`, `1.5 GB`, `1024`; nothing for what is no amount. */
export function parseBytes(text: string): number | undefined {
  const [, count, unit = 'b'] = /^(\d{1,15}(?:\.\d{1,6})?) ?([kmgt]?b)?$/i.exec(text.trim()) ?? []
  const scale = SCALES[unit.toLowerCase()]
  return count === undefined || scale === undefined ? undefined : Math.round(Number(count) * scale)
}
