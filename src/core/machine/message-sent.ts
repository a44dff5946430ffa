/**
 * What was sent, for as long as the network may report upon it. Its text is not kept: it is not needed for that. Reports
 * name a message by its reference, which counts to 255 and begins anew, and by its recipient.
 */
import { compact, nameGuid, type Instant } from '../../base/index.ts'
import type { DeliveryReport, DeliveryState, Message } from '../message.ts'

export interface SentMessage {
  readonly id: string
  readonly number: string
  readonly time: Instant
  readonly references: readonly number[]
  /** Whether reports were asked for. */
  readonly statusReport: boolean
  /** By reference, the latest. */
  readonly reports: ReadonlyMap<number, DeliveryReport>
}

/** Reports come within days; so many messages are remembered until then. */
const MOST_SENT = 64

/** Namespace of ids: a random GUID, made once for this purpose. */
const NAMESPACE = '0f5f6b3e-50f5-4a55-8f0e-2ad0f7f0f0c9'

export function sentId(modem: string, request: number, now: Instant): string {
  return nameGuid(NAMESPACE, JSON.stringify([modem, request, now]))
}

export function withSent(sent: readonly SentMessage[], message: SentMessage): readonly SentMessage[] {
  return [...sent, message].slice(-MOST_SENT)
}

/** The report goes to the latest message that it can be about. */
export function withReport(
  sent: readonly SentMessage[],
  report: DeliveryReport,
  number: string | undefined,
): readonly SentMessage[] {
  const about = sent.findLast(
    (one) => one.statusReport && one.references.includes(report.reference) && sameNumber(one.number, number),
  )
  if (about === undefined) return sent
  const reports = new Map(about.reports).set(report.reference, report)
  return sent.map((one) => (one === about ? { ...one, reports } : one))
}

export function viewSent({ id, number, time, references, statusReport, reports }: SentMessage): Message {
  return compact({
    id,
    kind: 'text' as const,
    direction: 'outgoing' as const,
    status: 'sent' as const,
    number,
    time,
    indexes: [],
    total: references.length,
    missing: [],
    references,
    delivery: statusReport ? readDelivery(references, reports) : undefined,
  })
}

/** One part that failed fails the message; it is delivered when all are. */
export function readDelivery(
  references: readonly number[],
  reports: ReadonlyMap<number, DeliveryReport>,
): { readonly state: DeliveryState; readonly text: string } {
  const all = [...reports.values()]
  const failed = all.find(({ state }) => state === 'failed')
  if (failed !== undefined) return { state: 'failed', text: failed.text }
  const delivered = all.filter(({ state }) => state === 'delivered').length
  const [last] = all.slice(-1)
  if (last !== undefined && delivered === new Set(references).size) {
    return { state: 'delivered', text: last.text }
  }
  return { state: 'pending', text: last?.text ?? 'no report has come yet' }
}

/** Enough of it to tell recipients apart: a network may give a number with or without its country code. */
const TELLING_DIGITS = 7

function sameNumber(one: string, other: string | undefined): boolean {
  const end = (number: string): string => number.replace(/\D/g, '').slice(-TELLING_DIGITS)
  return other === undefined || end(one) === end(other)
}
