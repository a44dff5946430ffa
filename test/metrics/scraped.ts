/** What a scraper reads from the text of an answer. */

export interface ScrapedSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export type Scraped = readonly ScrapedSample[]

export function parseSamples(text: string): Scraped {
  return text.split('\n').flatMap((line) => {
    if (line === '' || line.startsWith('#')) return []
    const match = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/.exec(line)
    if (match === null) throw new Error(`not a sample: ${line}`)
    const [, name = '', inner = '', value = ''] = match
    const labels = Object.fromEntries(
      Array.from(inner.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g), ([, label = '', text = '']) => [
        label,
        text,
      ]),
    )
    return [{ name, labels, value: Number(value) }]
  })
}

/** The value of the only sample with these labels, and maybe others. */
export function valueOf(scraped: Scraped, name: string, labels: ScrapedSample['labels']): number | undefined {
  const found = scraped.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )
  if (found.length > 1) throw new Error(`${found.length} samples of ${name} fit`)
  return found[0]?.value
}
