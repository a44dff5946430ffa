/**
 * PINs: PIN set and query. A set is sent once and never again, whatever the modem answers: a repetition could spend another
 * attempt. After it, whatever came of it, the modem is asked what it awaits now, and that is told first.
 */
import { compact } from '../../../base/index.ts'
import {
  CauseError,
  type Cause,
  type OperationResult,
  type PinKind,
  type PinOperation,
} from '../../../core/index.ts'
import { StatusError } from '../../../device/index.ts'
import { Pin, type words } from '../../../mbim/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { pinStatus, type PinInfo } from '../fact/sim.ts'
import { askPin, tellSim } from '../hear.ts'
import { patiently } from '../patience.ts'

type AskedPin = Exclude<words.PinType, number>

/** What unblocks a PIN (3GPP TS 22.022, TS 31.101 §9.5). A PIN that is missing here cannot be unblocked. */
const PUKS: Partial<Record<PinKind, AskedPin>> = {
  pin1: 'puk1',
  pin2: 'puk2',
  'device-first-sim-pin': 'device-first-sim-puk',
  'network-pin': 'network-puk',
  'network-subset-pin': 'network-subset-puk',
  'service-provider-pin': 'service-provider-puk',
  'corporate-pin': 'corporate-puk',
}

/** A PUK is "entered" (MBIM 1.0 §10.5.4). */
const OPERATIONS = {
  'enter-pin': 'enter',
  'enable-pin': 'enable',
  'disable-pin': 'disable',
  'change-pin': 'change',
  'unblock-pin': 'enter',
} as const satisfies Record<PinOperation['kind'], words.PinOperation>

export async function operatePin(
  context: DriverContext,
  operation: PinOperation,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { kind, pin, code } = operation
  const pinType = kind === 'unblock-pin' ? PUKS[pin] : pin
  if (pinType === undefined) {
    throw new CauseError({ code: 'not_supported', message: `${what} failed: nothing unblocks the ${pin}` })
  }
  const newPin = 'newCode' in operation ? operation.newCode : ''
  const value = { pinType, pinOperation: OPERATIONS[kind], pin: code, newPin }
  try {
    await context.device.set(Pin, value, { signal })
  } catch (error) {
    const refused = StatusError.of(error)
    if (refused === undefined) throw causeError(error, what)
    await askPin(context).catch(() => undefined)
    throw new CauseError(refusal(refused, pinType, what), { cause: error })
  }
  await askPin(context).catch(() => undefined)
}

/** The answer to a wrong PIN says of which PIN how many attempts are left. */
function refusal(error: StatusError, asked: AskedPin, what: string): Cause {
  const { reason } = causeError(error, what)
  const info = error.info(Pin.response)
  const wrong = error.status === 'pin-failure' || (error.status === 'failure' && info?.pinState === 'locked')
  if (!wrong) return reason
  const attemptsLeft = info === undefined ? undefined : attemptsAt(info, asked)
  const left =
    attemptsLeft === undefined ? '' : `, ${attemptsLeft} ${attemptsLeft === 1 ? 'attempt' : 'attempts'} left`
  const blocked =
    attemptsLeft !== 0 ? '' : asked.includes('puk') ? '; it is blocked for good' : '; its PUK is required'
  return compact({
    ...reason,
    code: 'pin_failed' as const,
    message: `${what} failed: the code is wrong${left}${blocked}`,
    attemptsLeft,
  })
}

/** A PIN whose last attempt is spent is answered with its PUK, or with nothing at all. */
function attemptsAt(info: PinInfo, asked: AskedPin): number | undefined {
  return info.pinType === asked ? pinStatus(info).attemptsLeft : 0
}

export async function askAwaitedPin(
  context: DriverContext,
  what: string,
  signal: AbortSignal,
): Promise<OperationResult> {
  const { clock, device, known } = context
  try {
    const info = await patiently(() => device.query(Pin, {}, { signal }), { clock, signal })
    known.pin = info
    tellSim(context)
    return { pinStatus: pinStatus(info) }
  } catch (error) {
    throw causeError(error, what)
  }
}
