/**
 * What is asked of the modem itself, from its beginning to its one end. Of an operation only the request and the kind are
 * kept: its codes go to the driver and nowhere else.
 */
import type { Cause } from '../cause.ts'
import { LONGEST_COMMAND } from '../device-service.ts'
import {
  ENDING_LANES,
  isDeviceServiceOperation,
  isPinOperation,
  LANE_WIDTHS,
  LANES,
  type ModemOperation,
  type OperationKind,
  type OperationResult,
  type PinOperation,
} from '../operation.ts'
import { atOnce } from './at-once.ts'
import { contextObstacle } from './provisioned-context.ts'
import { deviceServiceObstacle, deviceServiceOperated, withWanted } from './device-service.ts'
import { withNumber } from './stream.ts'
import type { AskedFact, Mover, Operated } from './fact.ts'
import {
  isMessageOperation,
  messageObstacle,
  messageOutcome,
  noteOf,
  withPlaces,
  type MessageNote,
} from './message-operation.ts'
import type { ModemMachine } from './modem.ts'
import type { Turn } from './phase.ts'
import { isSettled, lateNetworkObstacle, networkObstacle } from './network-operation.ts'
import { codeObstacle, simObstacle } from './sim.ts'

export interface PendingOperation extends Mover {
  readonly kind: OperationKind
  /** The UUID of the device service, and the session on it, that it is about. */
  readonly service?: string
  readonly session?: number
  /** The stream that it is about, and its number. */
  readonly stream?: number
  readonly number?: number
  /** Of one on messages: what is needed of it at its end. */
  readonly note?: MessageNote
}

type Operations = ModemMachine['operations']

export function operate(
  modem: ModemMachine,
  { operation, request, by }: Extract<AskedFact, { type: 'operate' }>,
  turn: Turn,
): ModemMachine {
  // What was so when it was accepted may have changed before its turn came.
  const cause =
    operationObstacle(modem, operation) ??
    laneTaken(modem.operations, operation) ??
    lateObstacle(modem, operation)
  if (cause !== undefined) {
    turn.effect({ type: 'complete', request, cause })
    return modem
  }
  if (isSettled(modem, operation)) {
    turn.effect({ type: 'complete', request })
    return modem
  }
  const asked = withPlaces(modem, withNumber(modem, withWanted(modem, operation)))
  const note = noteOf(operation)
  const { kind } = operation
  const pending: PendingOperation = {
    kind,
    request,
    by,
    ...(asked !== undefined && 'service' in asked && { service: asked.service }),
    ...(asked !== undefined && 'session' in asked && { session: asked.session }),
    ...(asked !== undefined && 'stream' in asked && { stream: asked.stream }),
    ...(asked?.kind === 'open-stream' && { number: asked.number }),
    ...(note !== undefined && { note }),
  }
  // There is nothing that the modem would have to do.
  if (asked === undefined) return concluded(modem, pending, {}, turn)
  const attempt = turn.ask({ type: 'operate', operation: asked })
  return { ...modem, operations: new Map(modem.operations).set(attempt, pending) }
}

/** How it ended. Attempts that are over are not listened to. */
export function operated(
  modem: ModemMachine,
  { attempt, cause, result }: Operated,
  turn: Turn,
): ModemMachine {
  const pending = modem.operations.get(attempt)
  if (pending === undefined) return modem
  const operations = new Map(modem.operations)
  operations.delete(attempt)
  const rest = { ...modem, operations }
  if (cause === undefined) {
    return deviceServiceOperated(concluded(rest, pending, result ?? {}, turn), pending, turn)
  }
  turn.effect({ type: 'complete', request: pending.request, cause, ...(result && { result }) })
  return rest
}

/** It went well. */
function concluded(
  modem: ModemMachine,
  pending: PendingOperation,
  result: OperationResult,
  turn: Turn,
): ModemMachine {
  const outcome = messageOutcome(modem, pending, result, turn.now)
  turn.effect({ type: 'complete', request: pending.request, result: outcome.result })
  return outcome.modem
}

/** Gives the request up; its end comes as that of the attempt. */
export function cancelOperation({ operations }: ModemMachine, request: number, turn: Turn): void {
  for (const [attempt, pending] of operations) {
    if (pending.request === request) turn.effect({ type: 'abort', attempt })
  }
}

/** The modem failed or went: whether a command still reached it is not known. */
export function endOperations(modem: ModemMachine, cause: Cause, turn: Turn): ModemMachine {
  if (modem.operations.size === 0) return modem
  for (const [attempt, { request }] of modem.operations) {
    turn.effect({ type: 'abort', attempt })
    turn.effect({ type: 'complete', request, cause })
  }
  return { ...modem, operations: new Map() }
}

/** Why the operation is not taken on. */
export function operationObstacle(modem: ModemMachine, operation: ModemOperation): Cause | undefined {
  if (operation.kind === 'set-provisioned-context') return contextObstacle(operation.context)
  if (isDeviceServiceOperation(operation)) return deviceServiceObstacle(modem, operation)
  if (operation.kind === 'activate-service') return activationObstacle(operation)
  if (isMessageOperation(operation)) return undefined
  return isPinOperation(operation) ? atOnce(pinObstacle(modem, operation)) : networkObstacle(modem, operation)
}

/** Why its request ends, and the modem is not asked. */
function lateObstacle(modem: ModemMachine, operation: ModemOperation): Cause | undefined {
  if (isMessageOperation(operation)) return messageObstacle(modem, operation)
  return isPinOperation(operation) ? pinObstacle(modem, operation) : lateNetworkObstacle(modem, operation)
}

/** What is known to bar an operation on a PIN. An attempt is never spent on what cannot be one. */
function pinObstacle(modem: ModemMachine, operation: PinOperation): Cause | undefined {
  const { sim } = modem
  // A locked SIM is what a PIN is entered for; which PIN it wants first, the modem knows.
  const obstacle = sim?.state === 'locked' ? undefined : cardObstacle(modem)
  return obstacle ?? codeObstacle(sim, operation)
}

/** What stands in the way otherwise, the modem and its network say. */
function activationObstacle({ data }: { readonly data: Uint8Array }): Cause | undefined {
  if (data.length <= LONGEST_COMMAND) return undefined
  const message = `${data.length} bytes are too long to activate with: ${LONGEST_COMMAND} at the most`
  return { code: 'invalid_argument', message }
}

/** Without a card there is nothing to enter a PIN at, and a dead one takes none. */
function cardObstacle({ sim }: ModemMachine): Cause | undefined {
  const obstacle = simObstacle(sim)
  return obstacle?.code === 'service_not_activated' ? undefined : obstacle
}

/** Another operation of this kind is under way, and this one is not even taken on. */
export function laneClosed(operations: Operations, operation: ModemOperation): Cause | undefined {
  const lane = LANES[operation.kind]
  return lane !== undefined && ENDING_LANES.has(lane) ? undefined : laneTaken(operations, operation)
}

/** As many operations of this kind are under way as may be. */
export function laneTaken(operations: Operations, { kind }: ModemOperation): Cause | undefined {
  const lane = LANES[kind]
  if (lane === undefined) return undefined
  const others = [...operations.values()].filter((pending) => LANES[pending.kind] === lane)
  const [other] = others
  if (other === undefined || others.length < (LANE_WIDTHS[lane] ?? 1)) return undefined
  return {
    // Of two scans the second has nothing to wait for: what it asks for is coming.
    code: lane === 'scan' ? 'already_exists' : 'busy',
    message: `request ${other.request} (${other.kind} by ${other.by}) is still under way`,
  }
}
