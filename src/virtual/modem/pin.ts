/**
 * PINs of a card or of the equipment: attempts, blocking, unblocking. Pure: a verb gives the PIN as it is then and what is
 * to be answered. Rules: 3GPP TS 31.101 §9.5 (the card), MBIM 1.0 §10.5.6 (the answers).
 */

export type PinKind =
  | 'pin1'
  | 'pin2'
  | 'device-sim-pin'
  | 'device-first-sim-pin'
  | 'network-pin'
  | 'network-subset-pin'
  | 'service-provider-pin'
  | 'corporate-pin'
  | 'subsidy-pin'
  | 'custom'

export type PukKind =
  | 'puk1'
  | 'puk2'
  | 'device-first-sim-puk'
  | 'network-puk'
  | 'network-subset-puk'
  | 'service-provider-puk'
  | 'corporate-puk'

/** In the order in which PIN_LIST has them and in which several that are awaited are asked for. */
export const PIN_KINDS = [
  'pin1',
  'pin2',
  'device-sim-pin',
  'device-first-sim-pin',
  'network-pin',
  'network-subset-pin',
  'service-provider-pin',
  'corporate-pin',
  'subsidy-pin',
  'custom',
] as const satisfies readonly PinKind[]

/** What unblocks a PIN; kinds that are missing cannot be unblocked. */
export const PUK_OF: Partial<Record<PinKind, PukKind>> = {
  pin1: 'puk1',
  pin2: 'puk2',
  'device-first-sim-pin': 'device-first-sim-puk',
  'network-pin': 'network-puk',
  'network-subset-pin': 'network-subset-puk',
  'service-provider-pin': 'service-provider-puk',
  'corporate-pin': 'corporate-puk',
}

/** TS 31.101 §9.5.1: 4 to 8 digits; a PUK has 8. TS 22.022 §14: the codes of equipment locks have up to 16. */
export const PIN_LENGTH = { card: { min: 4, max: 8 }, lock: { min: 4, max: 16 } }
const PUK_LENGTH = { card: { min: 8, max: 8 }, lock: PIN_LENGTH.lock }

/** TS 31.101 §9.5.1. */
export const PIN_ATTEMPTS = 3
export const PUK_ATTEMPTS = 10

export interface Pin {
  readonly kind: PinKind
  readonly code: string
  readonly puk: string
  readonly enabled: boolean
  /** Since power-on. */
  readonly verified: boolean
  readonly attempts: number
  readonly pukAttempts: number
}

/** What a verb says about one PIN; `dead` is a PIN that nothing unblocks any more. */
export type PinOutcome = 'done' | 'wrong' | 'blocked' | 'dead'

export interface PinResult {
  readonly pin: Pin
  readonly outcome: PinOutcome
}

export function newPin(options: Partial<Pin> & Pick<Pin, 'kind' | 'code'>): Pin {
  return {
    puk: '12345678',
    enabled: true,
    verified: false,
    attempts: PIN_ATTEMPTS,
    pukAttempts: PUK_ATTEMPTS,
    ...options,
  }
}

export function lengthOf(kind: PinKind): { readonly min: number; readonly max: number } {
  return kind === 'pin1' || kind === 'pin2' ? PIN_LENGTH.card : PIN_LENGTH.lock
}

/** Whether `code` can be one at all. What cannot is refused before it costs an attempt. */
export function isCode(kind: PinKind, code: string, which: 'pin' | 'puk'): boolean {
  const onCard = kind === 'pin1' || kind === 'pin2'
  const { min, max } = (which === 'pin' ? PIN_LENGTH : PUK_LENGTH)[onCard ? 'card' : 'lock']
  return /^\d*$/.test(code) && code.length >= min && code.length <= max
}

export function isBlocked(pin: Pin): boolean {
  return pin.attempts === 0
}

export function isDead(pin: Pin): boolean {
  return isBlocked(pin) && (PUK_OF[pin.kind] === undefined || pin.pukAttempts === 0)
}

/** Compares `code` and, when it is right, makes `change` with the attempts restored. */
export function verify(pin: Pin, code: string, change: Partial<Pin>): PinResult {
  if (isBlocked(pin)) return { pin, outcome: isDead(pin) ? 'dead' : 'blocked' }
  if (code === pin.code) return { pin: { ...pin, ...change, attempts: PIN_ATTEMPTS }, outcome: 'done' }
  const next = { ...pin, attempts: pin.attempts - 1 }
  // A card that has been shut is no longer verified either.
  if (next.attempts === 0) {
    const shut = { ...next, verified: false }
    return { pin: shut, outcome: isDead(shut) ? 'dead' : 'blocked' }
  }
  return { pin: next, outcome: 'wrong' }
}

/** Sets a new PIN by the PUK, which also enables it (TS 102 221 §11.1.13). */
export function unblock(pin: Pin, puk: string, code: string): PinResult {
  if (pin.pukAttempts === 0) return { pin, outcome: 'dead' }
  if (puk === pin.puk) {
    const open = { code, enabled: true, verified: true, attempts: PIN_ATTEMPTS, pukAttempts: PUK_ATTEMPTS }
    return { pin: { ...pin, ...open }, outcome: 'done' }
  }
  const next = { ...pin, pukAttempts: pin.pukAttempts - 1 }
  return { pin: next, outcome: next.pukAttempts === 0 ? 'dead' : 'wrong' }
}
