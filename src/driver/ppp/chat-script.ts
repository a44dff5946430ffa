/**
 * The conversation with a modem that gets a call through, as a script of chat(8). What is sent is written so that chat sends
 * exactly that: no word of it is a directive, an escape or the name of a file to chat, and no byte ends the command that the
 * modem is to get.
 */
import { DialtoneError } from '../../base/index.ts'
import type { SerialLineSettings } from '../../core/index.ts'

/**
 * What a modem says that ends an attempt, in the order in which chat numbers them from 4 (chat(8), TERMINATION CODES). ITU-T
 * V.250 §6.3.1 and what modems say besides.
 */
export const CHAT_ABORTS = [
  ['BUSY', 'busy'],
  ['NO ANSWER', 'no-answer'],
  ['NO CARRIER', 'no-carrier'],
  ['NO DIALTONE', 'no-dialtone'],
  ['NO DIAL TONE', 'no-dialtone'],
  ['ERROR', 'error'],
  ['VOICE', 'voice'],
  ['BLACKLISTED', 'refused-by-modem'],
  ['DELAYED', 'refused-by-modem'],
] as const
export type ChatOutcome = (typeof CHAT_ABORTS)[number][1]

/** Seconds: for the answer to a command, for the other end to take the call, for the carrier of a call that came in. */
const COMMAND_PATIENCE = 10
const CALL_PATIENCE = 75
const CARRIER_PATIENCE = 60
/** chat takes 0 for its default: three weeks. */
const RING_PATIENCE = 1_814_400

/** Echo off, results in words. What was set before may be of another program. */
const RESET = ['ATZ', 'ATE0V1Q0'] as const

/**
 * Directives, and pairs of what is expected and what is sent then.
 * @throws DialtoneError `invalid_argument` where something cannot be sent as it is
 */
export function dialScript({ number, init, apn }: SerialLineSettings): string {
  const context = apn === undefined ? [] : [`AT+CGDCONT=1,"IP","${apn}"`]
  return [
    ...commands([...init, ...context, `ATD${number}`]),
    `TIMEOUT ${CALL_PATIENCE}`,
    nothingAfter('CONNECT'),
    '',
  ].join('\n')
}

/** Waits for a call for as long as it takes, and takes it. */
export function answerScript({ init }: SerialLineSettings): string {
  return [
    // A modem that took calls by itself would take them before anybody could say no.
    ...commands([...init, 'ATS0=0']),
    nothingAfter('OK'),
    `TIMEOUT ${RING_PATIENCE}`,
    `RING ${sent('ATA')}`,
    `TIMEOUT ${CARRIER_PATIENCE}`,
    nothingAfter('CONNECT'),
    '',
  ].join('\n')
}

/**
 * After the reset, each once the one before was answered by OK. What ends an attempt does so only from then on: a kernel keeps the
 * last words of the call before, which a modem says while it hangs up, for whoever opens the line next.
 */
function commands(all: readonly string[]): string[] {
  const [first, second] = RESET
  return [
    `TIMEOUT ${COMMAND_PATIENCE}`,
    `'' ${sent(first)}`,
    `OK ${sent(second)}`,
    ...CHAT_ABORTS.map(([words]) => `ABORT '${words}'`),
    ...all.map((command) => `OK ${sent(command)}`),
  ]
}

/** Not even a carriage return. */
function nothingAfter(expected: string): string {
  return String.raw`${expected} \c`
}

/**
 * A word that chat sends, with a carriage return behind it.
 * @throws DialtoneError `invalid_argument`
 */
export function sent(command: string): string {
  // Not `@`, behind which chat reads a file; nothing that would be a further command, or is no character of V.250 §5.1.
  if (!/^AT[ -~]*$/i.test(command)) {
    throw new DialtoneError(
      'invalid_argument',
      'an AT command begins with AT and has printable ASCII characters only',
    )
  }
  const word = command.replaceAll(
    /[^A-Za-z0-9*#+,=&.;:/-]/g,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  )
  return `'${word}'`
}
