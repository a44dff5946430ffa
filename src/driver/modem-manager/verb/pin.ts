/**
 * PINs: the Sim interface. A code is sent once and never again, whatever is answered: a repetition could spend another
 * attempt. After it, whatever came of it, ModemManager is asked what the modem awaits now, and that is told first.
 */
import { compact, Milliseconds, Minutes, sleep } from '../../../base/index.ts'
import {
  CauseError,
  type Cause,
  type OperationResult,
  type PinKind,
  type PinOperation,
} from '../../../core/index.ts'
import { causeError } from '../cause.ts'
import { ifOffered, type ModemContext } from '../context.ts'
import { attemptsLeft, LOCK, pinStatus } from '../fact/sim.ts'
import { MODEM, MODEM_3GPP, SIM } from '../names.ts'
import { count } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'
import { notThroughModemManager } from './not-supported.ts'

/** After its code a card may take so long to be readable that ModemManager answers late. */
const UNLOCKING = Minutes(1)

interface Request {
  readonly member: string
  readonly signature: string
  readonly values: readonly unknown[]
  /** At what an attempt is lost if the code is wrong. */
  readonly lock: number
}

export async function operatePin(
  context: ModemContext,
  operation: PinOperation,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { member, signature, values, lock } = requestFor(context.modem, operation, what)
  const { card } = context
  if (card === undefined) {
    throw new CauseError({
      code: 'sim_not_inserted',
      message: `${what} failed: ModemManager has no SIM of this modem`,
    })
  }
  const before = attemptsLeft(context.modem, lock)
  try {
    await card.call(SIM, member, { signature, values }, { signal, timeout: UNLOCKING })
  } catch (error) {
    const cause = causeError(error, what)
    const said = cause.reason.code === 'pin_failed'
    if (said) await attemptSpent(context, lock, before, signal).catch(() => undefined)
    else await askPin(context, signal).catch(() => undefined)
    const left = attemptsLeft(context.modem, lock)
    // Some modems answer a wrong code with a bare failure, and count it.
    const counted = before !== undefined && left !== undefined && left < before
    if (!said && !counted) throw cause
    throw new CauseError(wrong(cause.reason, what, left, lock), { cause: error })
  }
  await settled(context, operation, signal).catch(() => undefined)
}

function requestFor(modem: RemoteObject, operation: PinOperation, what: string): Request {
  const { kind, pin, code } = operation
  const only = (which: readonly PinKind[]): void => {
    if (!which.includes(pin)) {
      throw notThroughModemManager(`${what} ${pin}`, 'it knows the PIN of the SIM, pin1')
    }
  }
  switch (kind) {
    case 'enter-pin':
      // It enters whichever it awaits.
      only(pinStatus(modem).type === 'pin2' ? ['pin1', 'pin2'] : ['pin1'])
      return {
        member: 'SendPin',
        signature: 's',
        values: [code],
        lock: LOCK[pin === 'pin2' ? 'pin2' : 'pin1'],
      }
    case 'unblock-pin':
      only(pinStatus(modem).type === 'puk2' ? ['pin1', 'pin2'] : ['pin1'])
      return {
        member: 'SendPuk',
        signature: 'ss',
        values: [code, operation.newCode],
        lock: LOCK[pin === 'pin2' ? 'puk2' : 'puk1'],
      }
    case 'change-pin':
      only(['pin1'])
      return { member: 'ChangePin', signature: 'ss', values: [code, operation.newCode], lock: LOCK.pin1 }
    case 'enable-pin':
    case 'disable-pin':
      only(['pin1'])
      return { member: 'EnablePin', signature: 'sb', values: [code, kind === 'enable-pin'], lock: LOCK.pin1 }
  }
}

function wrong(reason: Cause, what: string, left: number | undefined, lock: number): Cause {
  const attempts = left === undefined ? '' : `, ${left} ${left === 1 ? 'attempt' : 'attempts'} left`
  const puk = lock === LOCK.puk1 || lock === LOCK.puk2
  const blocked = left !== 0 ? '' : puk ? '; it is blocked for good' : '; its PUK is required'
  return compact({
    ...reason,
    code: 'pin_failed' as const,
    message: `${what} failed: the code is wrong${attempts}${blocked}`,
    attemptsLeft: left,
  })
}

/** What is awaited now, asked of ModemManager. */
async function askPin(context: ModemContext, signal: AbortSignal): Promise<void> {
  const { modem } = context
  await modem.refresh(MODEM, { signal })
  if (modem.has(MODEM_3GPP)) await ifOffered(modem.refresh(MODEM_3GPP, { signal }))
  context.retell()
}

/** ModemManager answers first and asks the modem afterwards; some modems are slow to say. */
const ASKED_AGAIN = 12
const BETWEEN = Milliseconds(250)

async function attemptSpent(
  context: ModemContext,
  lock: number,
  before: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  for (let time = 0; time < ASKED_AGAIN; time++) {
    await askPin(context, signal)
    if (before === undefined || attemptsLeft(context.modem, lock) !== before) return
    await sleep(context.clock, BETWEEN, { signal })
  }
}

async function settled(context: ModemContext, { kind }: PinOperation, signal: AbortSignal): Promise<void> {
  const { modem, clock } = context
  const unlocks = kind === 'enter-pin' || kind === 'unblock-pin'
  const locked = count(modem.get(MODEM, 'UnlockRequired'))
  for (let time = 0; time < ASKED_AGAIN; time++) {
    await askPin(context, signal)
    if (!unlocks || locked === LOCK.none || count(modem.get(MODEM, 'UnlockRequired')) !== locked) return
    await sleep(clock, BETWEEN, { signal })
  }
}

export async function askAwaitedPin(
  context: ModemContext,
  what: string,
  signal: AbortSignal,
): Promise<OperationResult> {
  try {
    await askPin(context, signal)
    return { pinStatus: pinStatus(context.modem) }
  } catch (error) {
    throw causeError(error, what)
  }
}
