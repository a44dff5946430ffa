/** What a terminal sets on its own port, and finds as it was left until the modem is reset: V.250 §6, 3GPP TS 27.007, 27.005. */
import type { TerminalCharacterSet } from './terminal-character-set.ts'

export interface Settings {
  /** E */
  echo: boolean
  /** Q */
  quiet: boolean
  /** V */
  verbose: boolean
  /** X: how much is told of a call's progress, 0 to 4. */
  progress: number
  /** &C1: the carrier signal follows the call; else it is always on. */
  carrierFollows: boolean
  /** &D: what it means when the terminal goes away: nothing, back to commands, hang up. */
  terminalGone: 0 | 1 | 2
  /** S3, S4, S5 */
  terminator: number
  formatter: number
  backspace: number
  /** S0: answers after so many rings; 0: never by itself. */
  answerAfter: number
  /** S2 and S12: the character of the escape, and the silence around it in 20 ms. 128 and more: there is none. */
  escape: number
  guard: number
  /** S7: seconds that a call may take until it is up. */
  patience: number
  /** Registers, L and M that are kept and change nothing in a modem without a telephone line. */
  readonly inert: Map<string, number>

  /** +CMEE */
  cmee: number
  /** +CREG, +CGREG, +CEREG */
  registration: number
  packetRegistration: number
  epsRegistration: number
  /** +COPS=3: 0 long, 1 short, 2 numeric. */
  operatorFormat: number
  /** +CSCS */
  characterSet: TerminalCharacterSet
  /** +CRC: an incoming call says of what kind it is. */
  extendedRing: boolean
  /** +CLIP: an incoming call says from whom it is. */
  callerId: boolean
  /** +CUSD */
  ussd: number
  /** +CGEREP */
  packetEvents: readonly [mode: number, buffer: number]

  /** +CMGF=1 */
  textMode: boolean
  /** +CSDH */
  messageDetails: boolean
  /** +CSMP: first octet, validity, protocol identifier, data coding. */
  textParameters: readonly [firstOctet: number, validity: number, protocol: number, coding: number]
  /** +CNMI: mode, mt, bm, ds, bfr. */
  newMessages: readonly [mode: number, messages: number, broadcasts: number, reports: number, buffer: number]
  /** +CSMS */
  messageService: number

  /** +IPR, +ICF, +IFC: taken, though no wire of this line has a rate. */
  rate: number
  framing: readonly [format: number, parity: number]
  flowControl: readonly [byTerminal: number, byModem: number]
}

/** As the modem is shipped (AT&F). */
export function factorySettings(): Settings {
  return {
    echo: true,
    quiet: false,
    verbose: true,
    progress: 4,
    carrierFollows: true,
    terminalGone: 2,
    terminator: 13,
    formatter: 10,
    backspace: 8,
    answerAfter: 0,
    escape: 43,
    guard: 50,
    patience: 60,
    inert: new Map(),
    cmee: 0,
    registration: 0,
    packetRegistration: 0,
    epsRegistration: 0,
    operatorFormat: 0,
    characterSet: 'IRA',
    extendedRing: false,
    callerId: false,
    ussd: 0,
    packetEvents: [0, 0],
    textMode: false,
    messageDetails: false,
    // TS 27.005 §3.3.3: a submission with a relative validity of one day.
    textParameters: [17, 167, 0, 0],
    newMessages: [0, 0, 0, 0, 0],
    messageService: 0,
    rate: 0,
    framing: [3, 3],
    flowControl: [2, 2],
  }
}

/** A copy that shares nothing that can change. */
export function copySettings(settings: Settings): Settings {
  return { ...settings, inert: new Map(settings.inert) }
}
