/** What is asked of a modem's messages: what bars it, which places of the store it is about, and what it comes to. */
import { compact, type Instant } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import type { MessageSelection } from '../message.ts'
import type { MessageOperation, ModemOperation, OperationResult } from '../operation.ts'
import { dropUnstored, markRead, selected, viewMessages } from './message.ts'
import { sentId, withReport, withSent } from './message-sent.ts'
import { withMessages } from './message-store.ts'
import type { ModemMachine } from './modem.ts'
import type { PendingOperation } from './operation.ts'
import { simObstacle } from './sim.ts'

/** What is kept of an operation until its end. No text. */
export type MessageNote =
  | { readonly which: MessageSelection }
  | { readonly number: string; readonly parts: number; readonly statusReport: boolean }

export function isMessageOperation(operation: ModemOperation): operation is MessageOperation {
  return operation.kind.includes('message')
}

/** Nothing about the operation itself can mend it. */
export function withoutMessages({ capabilities }: ModemMachine): Cause | undefined {
  if (capabilities === undefined || capabilities.services.includes('sms') || capabilities.sms.length > 0) {
    return undefined
  }
  return { code: 'not_supported', message: 'the modem has no short messages' }
}

/** What bars it. The store is on the card, as is the right to send. */
export function messageObstacle(modem: ModemMachine, operation: ModemOperation): Cause | undefined {
  if (!isMessageOperation(operation)) return undefined
  return withoutMessages(modem) ?? simObstacle(modem.sim) ?? strangeSelection(modem, operation)
}

function strangeSelection(modem: ModemMachine, operation: MessageOperation): Cause | undefined {
  if (!('which' in operation) || !('id' in operation.which)) return undefined
  if (selected(modem.messages, operation.which).length > 0) return undefined
  return { code: 'not_found', message: `there is no message ${JSON.stringify(operation.which.id)}` }
}

/**
 * With the places of the store where the modem is to read or delete. A filter is the mirror's to apply, as the modem counts
 * as read what was read for the mirror; reading by one is a reason to look at the whole store. Nothing where the modem
 * need not be asked.
 */
export function withPlaces(modem: ModemMachine, operation: ModemOperation): ModemOperation | undefined {
  if (operation.kind !== 'read-messages' && operation.kind !== 'delete-messages') return operation
  const { which, kind } = operation
  if ('index' in which) return { ...operation, places: [which.index] }
  if ('filter' in which && (kind === 'read-messages' || which.filter === 'all')) {
    return { ...operation, places: 'all' }
  }
  const places = selected(modem.messages, which).flatMap(({ indexes }) => indexes)
  return places.length === 0 ? undefined : { ...operation, places }
}

export function noteOf(operation: ModemOperation): MessageNote | undefined {
  switch (operation.kind) {
    case 'read-messages':
    case 'delete-messages':
      return { which: operation.which }
    case 'send-message': {
      const { number, parts, statusReport } = operation
      return { number, parts: parts.length, statusReport }
    }
    default:
      return undefined
  }
}

/** The modem after an operation that went well, and what that is told as. */
export function messageOutcome(
  modem: ModemMachine,
  { kind, note, request }: PendingOperation,
  result: OperationResult,
  now: Instant,
): { readonly modem: ModemMachine; readonly result: OperationResult } {
  if (note === undefined) return { modem, result }
  if (!('which' in note)) return afterSending(modem, note, request, result, now)
  if (kind === 'delete-messages') {
    return { modem: withMessages(modem, dropUnstored(modem.messages, note.which)), result }
  }
  const { messages, read } = markRead(modem.messages, note.which)
  return { modem: withMessages(modem, messages), result: { ...result, messages: read } }
}

function afterSending(
  modem: ModemMachine,
  { number, statusReport }: Extract<MessageNote, { number: string }>,
  request: number,
  result: OperationResult,
  now: Instant,
): { readonly modem: ModemMachine; readonly result: OperationResult } {
  const { references = [] } = result
  const id = sentId(modem.identity.id, request, now)
  const message = { id, number, time: now, references, statusReport, reports: new Map() }
  // A report may be faster than the modem's answer.
  const early = viewMessages(modem.messages).filter(
    ({ report, status }) => report !== undefined && status === 'new',
  )
  const sent = early.reduce(
    (all, one) => (one.report === undefined ? all : withReport(all, one.report, one.number)),
    withSent(modem.messages.sent, message),
  )
  const next = withMessages(modem, { ...modem.messages, sent })
  return { modem: next, result: compact({ ...result, message: id }) }
}
