/**
 * What a metric is: a row with its name, its meaning, its labels and how it is read from what is known at the moment of a
 * scrape. Names and units follow prometheus.io/docs/practices/naming: base units, `_total` where something is counted.
 *
 * The values of labels are bounded: names of modems, connections and dial interfaces, and the words of closed lists. Never
 * a subscriber's or a device's number, an address, or a text that a network, a modem or a caller has written.
 */
import { remembered } from '../../base/index.ts'
import type { Vitals } from '../../core/index.ts'
import type { Snapshot } from '../../api/index.ts'
import type { HttpTally } from './http-tally.ts'
import type { Tally } from './tally.ts'

export type Labels = Readonly<Record<string, string>>

/** Under which the samples of these labels are kept. Who counts often keeps the labels, and what is made of them here. */
export const keyOf = remembered((labels: Labels): string => JSON.stringify(Object.values(labels)))

export interface Sample {
  readonly labels: Labels
  readonly value: number
  /** What follows the name of the metric: of a histogram's parts. */
  readonly suffix?: string
}

/** All that metrics are read from. */
export interface Scene {
  readonly snapshot: Snapshot
  readonly vitals: Vitals
  readonly tally: Tally
  readonly http: HttpTally
}

export interface Metric {
  readonly name: string
  readonly type: 'gauge' | 'counter' | 'histogram'
  readonly help: string
  /** Each with what it says, for the document. */
  readonly labels: Labels
  readonly read: (scene: Scene) => Iterable<Sample>
}

/** One sample for each of `words`: 1 for the one that is so, 0 for the others. */
export function oneOf<Word extends string>(
  labels: Labels,
  label: string,
  words: Readonly<Record<Word, unknown>>,
  present: Word | undefined,
): readonly Sample[] {
  return Object.keys(words).map((word) => ({
    labels: { ...labels, [label]: word },
    value: word === present ? 1 : 0,
  }))
}

/** One sample, where its value is known. */
export function known(labels: Labels, value: number | undefined): readonly Sample[] {
  return value === undefined ? [] : [{ labels, value }]
}

/** The words of a closed list, for a document. */
export function listed(words: Readonly<Record<string, unknown>>): string {
  return Object.keys(words)
    .map((word) => `\`${word}\``)
    .join(', ')
}
