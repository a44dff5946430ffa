/**
 * Why a pppd ended, as a cause. What it says is its exit status (pppd(8), EXIT STATUS), the status of chat where that ended
 * it, and a few sentences of its log where a status stands for several things.
 */
import type { ErrorCode } from '../../base/index.ts'
import type { Cause } from '../../core/index.ts'
import { CHAT_ABORTS, type ChatOutcome } from './chat-script.ts'

/** What is known of the end; nothing of it where pppd was not our child, or is not to be found any more. */
export interface PppdEnd {
  readonly status?: number
  readonly signal?: string
  /** The status with which chat ended, if it did not end well. */
  readonly chat?: number
  /** The last lines that it logged. */
  readonly log: string
}

type Row = readonly [code: ErrorCode, name: string, text: string]

/** By exit status. 128 and above are of what starts pppd. */
const STATUSES: Readonly<Record<number, Row>> = {
  0: ['disconnected', 'ended-by-peer', 'the other end has ended the link'],
  1: ['channel_failed', 'fatal', 'pppd failed; its log says why'],
  2: ['invalid_argument', 'options', 'pppd does not take the options: it may be too old for them'],
  3: ['access_denied', 'not-root', 'pppd has to be run by root'],
  4: ['not_supported', 'no-kernel-support', 'the kernel has no PPP: try "modprobe ppp_generic ppp_async"'],
  5: ['disconnected', 'ended-from-outside', 'another program has ended pppd'],
  6: ['busy', 'locked', 'another program has locked the line'],
  7: ['channel_failed', 'not-opened', 'the line could not be opened'],
  8: ['connect_failed', 'not-connected', 'the call did not get through'],
  10: ['connect_failed', 'negotiation-failed', 'the two ends could not agree on a link'],
  11: ['connect_failed', 'peer-not-authenticated', 'the caller could not prove who it is'],
  12: ['idle', 'idle', 'there was no traffic for too long'],
  13: ['disconnected', 'time-limit', 'the time of the connection was over'],
  14: ['disconnected', 'callback', 'the other end wants to call back, which is not supported'],
  15: ['disconnected', 'peer-dead', 'the other end does not answer any more'],
  16: ['disconnected', 'hang-up', 'the modem has hung up: the carrier is lost'],
  17: ['connect_failed', 'loopback', 'the line is looped back: it hears what it says'],
  18: ['channel_failed', 'init-failed', 'the line could not be set up'],
  19: ['connect_failed', 'authentication-failed', 'the other end refused the user name or the password'],
  126: [
    'channel_failed',
    'not-started',
    'pppd could not be given a folder of its own: that takes the right to mount',
  ],
  127: ['not_supported', 'not-installed', 'pppd is not installed: try "apt-get install ppp"'],
}

const ABORTS: Readonly<Record<ChatOutcome, string>> = {
  busy: 'the number is busy',
  'no-answer': 'nobody answers at the number',
  'no-carrier': 'there is no carrier: the call did not get through',
  'no-dialtone': 'the modem hears no dial tone',
  error: 'the modem refused a command',
  voice: 'a person answered, no modem',
  'refused-by-modem': 'the modem does not dial this number for a while: it has failed too often',
}

/** Of this end, by the other. */
const REFUSED = /^(?:PAP|CHAP) authentication failed$/m
/** By the modem; the second as a signal (termios(3): a terminal that is disconnected). */
const HUNG_UP = /^(?:Modem hangup|Hangup \(SIGHUP\))$/m

/** The first step of finding one (RFC 2516 §5); versions of pppd end with one status or another. */
const NO_CONCENTRATOR = /^Timeout waiting for PADO packets|^Unable to complete PPPoE Discovery/m
const UNANSWERED: Row = ['connect_failed', 'no-answer', 'no access concentrator answers']

/** By a sentence of the log: what a status that stands for more than that means then. */
const CLUES: readonly (readonly [status: number | undefined, sentence: RegExp, row: Row])[] = [
  [8, NO_CONCENTRATOR, UNANSWERED],
  [10, NO_CONCENTRATOR, UNANSWERED],
  [
    10,
    /^LCP: timeout sending Config-Requests/m,
    ['connect_failed', 'lcp-timeout', 'the other end does not speak PPP'],
  ],
  [
    10,
    /^IPCP: timeout sending Config-Requests/m,
    ['connect_failed', 'no-network-protocol', 'the other end agreed on no IP'],
  ],
  // An access server that refuses lets the carrier go at once. Which of the two pppd sees first is chance; and so is whether
  // it sees a carrier that goes as the end of the line, or is told of it by the kernel, as by somebody who wants it ended.
  [16, REFUSED, STATUSES[19] as Row], // it is there
  [5, REFUSED, STATUSES[19] as Row], // as above
  [5, HUNG_UP, STATUSES[16] as Row], // as above
  [undefined, REFUSED, STATUSES[19] as Row], // as above
  [undefined, HUNG_UP, STATUSES[16] as Row], // as above
  [undefined, /^No response to \d+ echo-requests/m, STATUSES[15] as Row], // as above
  [undefined, /^LCP terminated by peer/m, STATUSES[0] as Row], // as above
]

export function causeOfEnd(end: PppdEnd): Cause {
  const { status, signal, chat, log } = end
  if (status === 8 && chat !== undefined) return causeOfChat(chat)
  const clue = CLUES.find(([of, sentence]) => of === status && sentence.test(log))
  const row = clue?.[2] ?? (status === undefined ? undefined : STATUSES[status])
  if (row !== undefined) {
    const [code, name, message] = row
    return {
      code,
      message,
      ...(status !== undefined && { status: { protocol: 'pppd', value: status, name } }),
    }
  }
  if (signal !== undefined) return { code: 'channel_failed', message: `pppd was ended by ${signal}` }
  if (status === undefined) return { code: 'disconnected', message: 'the link has ended; nobody saw why' }
  return {
    code: 'channel_failed',
    message: `pppd ended with ${status}`,
    status: { protocol: 'pppd', value: status, name: status.toString() },
  }
}

/** chat(8), TERMINATION CODES. */
function causeOfChat(value: number): Cause {
  const abort = CHAT_ABORTS[value - 4]
  if (abort !== undefined) {
    const [words, name] = abort
    return {
      code: name === 'error' ? 'status' : 'connect_failed',
      message: `${ABORTS[name]} (the modem says ${words})`,
      status: { protocol: 'chat', value, name },
    }
  }
  const status = { protocol: 'chat', value, name: value === 3 ? 'timeout' : 'failed' }
  return value === 3
    ? { code: 'timeout', message: 'the modem gave no answer in time', status }
    : { code: 'channel_failed', message: 'the modem could not be spoken to', status }
}
