/** How a command line ends, and the code that says so: ITU-T V.250 §5.7, §6.3.4; 3GPP TS 27.007 §9.2, TS 27.005 §3.2.5. */
import type { Status } from '../../mbim/index.ts'
import type { Settings } from './settings.ts'

/** V.250 table 1, with the numbers of V0. */
const NUMBERS = {
  OK: 0,
  CONNECT: 1,
  RING: 2,
  'NO CARRIER': 3,
  ERROR: 4,
  'NO DIALTONE': 6,
  BUSY: 7,
  'NO ANSWER': 8,
} as const

export type ResultWord = keyof typeof NUMBERS

/** The end of a command: a code of V.250, or the number of an error of the equipment (`cme`) or of messages (`cms`). */
export type Result =
  | { readonly word: ResultWord; readonly rate?: number }
  | { readonly cme: number }
  | { readonly cms: number }
  /** Nothing is said, as nothing was asked. */
  | { readonly silent: true }

export const OK: Result = { word: 'OK' }
export const ERROR: Result = { word: 'ERROR' }
export const NO_CARRIER: Result = { word: 'NO CARRIER' }

export function isOk(result: Result): boolean {
  return 'word' in result && result.word === 'OK'
}

/** 3GPP TS 27.007 §9.2.1, §9.2.2: those that this modem has a use for. */
export const CME = {
  3: 'operation not allowed',
  4: 'operation not supported',
  5: 'PH-SIM PIN required',
  6: 'PH-FSIM PIN required',
  7: 'PH-FSIM PUK required',
  10: 'SIM not inserted',
  11: 'SIM PIN required',
  12: 'SIM PUK required',
  13: 'SIM failure',
  14: 'SIM busy',
  15: 'SIM wrong',
  16: 'incorrect password',
  17: 'SIM PIN2 required',
  18: 'SIM PUK2 required',
  20: 'memory full',
  21: 'invalid index',
  22: 'not found',
  24: 'text string too long',
  25: 'invalid characters in text string',
  30: 'no network service',
  31: 'network timeout',
  32: 'network not allowed - emergency calls only',
  40: 'network personalization PIN required',
  41: 'network personalization PUK required',
  42: 'network subset personalization PIN required',
  43: 'network subset personalization PUK required',
  44: 'service provider personalization PIN required',
  45: 'service provider personalization PUK required',
  46: 'corporate personalization PIN required',
  47: 'corporate personalization PUK required',
  50: 'Incorrect parameters',
  100: 'unknown',
  103: 'Illegal MS',
  106: 'Illegal ME',
  107: 'GPRS services not allowed',
  111: 'PLMN not allowed',
  112: 'Location area not allowed',
  113: 'Roaming not allowed in this location area',
  132: 'service option not supported',
  133: 'requested service option not subscribed',
  134: 'service option temporarily out of order',
  148: 'unspecified GPRS error',
  149: 'PDP authentication failure',
} as const satisfies Record<number, string>

export type Cme = keyof typeof CME

export const cme = (code: Cme): Result => ({ cme: code })

/** 3GPP TS 27.005 §3.2.5. */
export const CMS = {
  300: 'ME failure',
  301: 'SMS service of ME reserved',
  302: 'operation not allowed',
  303: 'operation not supported',
  304: 'invalid PDU mode parameter',
  305: 'invalid text mode parameter',
  310: '(U)SIM not inserted',
  311: '(U)SIM PIN required',
  313: '(U)SIM failure',
  314: '(U)SIM busy',
  315: '(U)SIM wrong',
  316: '(U)SIM PUK required',
  321: 'invalid memory index',
  322: 'memory full',
  330: 'SMSC address unknown',
  331: 'no network service',
  332: 'network timeout',
  340: 'no +CNMA acknowledgement expected',
  500: 'unknown error',
} as const satisfies Record<number, string>

export type Cms = keyof typeof CMS

export const cms = (code: Cms): Result => ({ cms: code })

const CME_OF: Partial<Record<Status, Cme>> = {
  'sim-not-inserted': 10,
  'bad-sim': 13,
  'pin-required': 11,
  'not-initialized': 14,
  busy: 14,
  'not-registered': 30,
  'packet-service-detached': 148,
  'radio-power-off': 30,
  'invalid-parameters': 50,
  'no-device-support': 4,
  'provider-not-visible': 30,
  'providers-not-found': 30,
  'data-class-not-available': 50,
  'service-not-activated': 133,
  'max-activated-contexts': 3,
  'context-not-activated': 3,
  'invalid-access-string': 50,
  'write-failure': 20,
  'pin-disabled': 3,
  'voice-call-in-progress': 3,
}

/** What a part of the modem has answered, as a result. */
export function cmeOf(status: Status): Result {
  return status === 'success' ? OK : { cme: CME_OF[status] ?? 100 }
}

const CMS_OF: Partial<Record<Status, Cms>> = {
  'sim-not-inserted': 310,
  'bad-sim': 313,
  'pin-required': 311,
  'not-initialized': 314,
  busy: 314,
  'not-registered': 331,
  'radio-power-off': 331,
  'invalid-parameters': 304,
  'operation-not-allowed': 302,
  'no-device-support': 303,
  'memory-full': 322,
  'invalid-memory-index': 321,
  'sms-unknown-smsc-address': 330,
  'sms-network-timeout': 332,
  'sms-encoding-not-supported': 305,
  'service-not-activated': 302,
}

export function cmsOf(status: Status): Result {
  return status === 'success' ? OK : { cms: CMS_OF[status] ?? 500 }
}

/** 3GPP TS 27.007 §9.2.2.2, §9.2.2.3: the causes of TS 24.008 that have a number of their own. */
const CME_OF_CAUSE: Readonly<Record<number, Cme>> = {
  3: 103,
  6: 106,
  7: 107,
  11: 111,
  12: 112,
  13: 113,
  29: 149,
  32: 132,
  33: 133,
  34: 134,
}

/** Why the network refused; 148 where it has no number here. */
export function cmeOfCause(cause: number): Result {
  return { cme: CME_OF_CAUSE[cause] ?? 148 }
}

/** As it is sent, with what goes before and after it; nothing when nothing is to be said. */
export function formatResult(result: Result, settings: Settings): string {
  if ('silent' in result || settings.quiet) return ''
  const { cmee, verbose, progress } = settings
  if ('word' in result) {
    const word = known(result.word, progress)
    const code = NUMBERS[word].toString()
    const rate = word === 'CONNECT' && progress > 0 && result.rate !== undefined ? ` ${result.rate}` : ''
    return verbose ? line(`${word}${rate}`, settings) : `${code}${character(settings.terminator)}`
  }
  const [name, code, words] =
    'cme' in result
      ? (['+CME ERROR', result.cme, CME[result.cme as Cme]] as const)
      : (['+CMS ERROR', result.cms, CMS[result.cms as Cms]] as const)
  // An error of messages has its number whatever +CMEE says: TS 27.005 §3.2.5.
  if (name === '+CME ERROR' && cmee === 0) return formatResult(ERROR, settings)
  return line(`${name}: ${cmee === 2 ? words : code}`, settings)
}

/** What the terminal does not want to tell apart (V.250 §6.3.7). */
function known(word: ResultWord, progress: number): ResultWord {
  if (word === 'BUSY' && progress < 3) return 'NO CARRIER'
  return word === 'NO DIALTONE' && progress !== 2 && progress !== 4 ? 'NO CARRIER' : word
}

/** A line of information or a code in words (V.250 §5.7.1). */
export function line(text: string, settings: Settings): string {
  const end = lineEnd(settings)
  return settings.verbose ? `${end}${text}${end}` : `${text}${end}`
}

export function lineEnd({ terminator, formatter }: Settings): string {
  return `${character(terminator)}${character(formatter)}`
}

function character(code: number): string {
  return String.fromCharCode(code)
}
