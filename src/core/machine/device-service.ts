/**
 * The device services of a modem: who has a session on which of them, and what they say. The driver is always told the
 * whole list of services that are to be heard, so no two programs can unsubscribe each other, and nothing is counted twice.
 */
import { toHex } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import type { DeviceService } from '../device-service.ts'
import { isStreamOperation, type DeviceServiceOperation, type ModemOperation } from '../operation.ts'
import type { DriverFact } from '../port/driver.ts'
import { findDeviceService, sessionsOf, viewDeviceService } from './device-service-view.ts'
import type { ModemMachine } from './modem.ts'
import type { PendingOperation } from './operation.ts'
import type { Turn } from './phase.ts'
import { streamObstacle, streamOperated } from './stream.ts'

/** Far more than programs use at once: whoever needs more has forgotten to close them. */
const MOST_SESSIONS = 64

/** Why nothing is known of the modem's services, as long as that is so. */
export function servicesObstacle(modem: ModemMachine): Cause {
  return modem.capabilities === undefined
    ? { code: 'busy', message: 'the modem has not told of its device services yet' }
    : { code: 'not_supported', message: 'the modem has no device services' }
}

export function deviceServiceObstacle(
  modem: ModemMachine,
  operation: DeviceServiceOperation,
): Cause | undefined {
  const service = findDeviceService(modem, operation.service)
  if (service === undefined) {
    if (modem.deviceServices === undefined) return servicesObstacle(modem)
    const message = `the modem has no device service ${JSON.stringify(operation.service)}`
    return { code: 'not_found', message }
  }
  if (isStreamOperation(operation)) return streamObstacle(modem, service, operation)
  switch (operation.kind) {
    case 'device-command':
      return commandObstacle(modem, service, operation)
    case 'open-device-service':
      return modem.serviceSessions.size < MOST_SESSIONS
        ? undefined
        : { code: 'busy', message: `${MOST_SESSIONS} sessions on device services are open already` }
    case 'close-device-service': {
      const { session } = operation
      if (session === undefined || sessionsOf(modem, service.id).includes(session)) return undefined
      const message = `no session ${session} is open on the device service ${service.name}`
      return { code: 'not_found', message }
    }
    case 'ask-device-service':
      return undefined
  }
}

function commandObstacle(
  { deviceServices }: ModemMachine,
  service: DeviceService,
  { command, type, data }: Extract<DeviceServiceOperation, { kind: 'device-command' }>,
): Cause | undefined {
  const { name } = service
  if (!service.commands.includes(command)) {
    return { code: 'not_supported', message: `the device service ${name} has no command ${command}` }
  }
  if (service.driven && type === 'set') {
    const message = `Dialtone drives the modem by the device service ${name}: it can be queried, not set`
    return { code: 'not_supported', message }
  }
  const longest = deviceServices?.maxCommandSize ?? 0
  if (data.length <= longest) return undefined
  const message = `${data.length} bytes are too long for a command: ${longest} at the most`
  return { code: 'invalid_argument', message }
}

/** What the driver is asked for: it is told everything that is to be heard once this is done. */
export function withWanted(modem: ModemMachine, operation: ModemOperation): ModemOperation {
  if (operation.kind !== 'open-device-service' && operation.kind !== 'close-device-service') return operation
  const service = findDeviceService(modem, operation.service)?.id ?? operation.service
  const opening = [...modem.operations.values()].filter(({ kind }) => kind === 'open-device-service')
  const sessions = [
    ...[...modem.serviceSessions].filter(
      ([session, id]) =>
        !(operation.kind === 'close-device-service' && id === service && closes(operation, session)),
    ),
    ...opening.map(({ request, service: id = '' }) => [request, id] as const),
  ].map(([, id]) => id)
  const wanted = new Set(operation.kind === 'open-device-service' ? [...sessions, service] : sessions)
  return { ...operation, service, wanted: [...wanted] }
}

function closes({ session }: { readonly session?: number }, one: number): boolean {
  return session === undefined || session === one
}

/** An operation on a service went well. */
export function deviceServiceOperated(
  modem: ModemMachine,
  pending: PendingOperation,
  turn: Turn,
): ModemMachine {
  const { kind, request, by, service } = pending
  if (service === undefined) return modem
  let next = streamOperated(modem, pending, service)
  if (kind === 'open-device-service') {
    next = { ...modem, serviceSessions: new Map(modem.serviceSessions).set(request, service) }
  } else if (kind === 'close-device-service') {
    const left = [...modem.serviceSessions].filter(([one, id]) => id !== service || !closes(pending, one))
    next = { ...modem, serviceSessions: new Map(left) }
  }
  const data = next === modem ? undefined : viewDeviceService(next, service)
  if (data !== undefined) {
    turn.tell({ type: 'device-service.changed', modem: modem.identity.id, by, request, data })
  }
  return next
}

/** Told only while somebody listens. */
export function deviceServiceTold(
  modem: ModemMachine,
  { service, command, data }: Extract<DriverFact, { type: 'device-service' }>,
  turn: Turn,
): void {
  if (sessionsOf(modem, service).length === 0) return
  const name = findDeviceService(modem, service)?.name ?? service
  turn.tell({
    type: 'device-service.indication',
    modem: modem.identity.id,
    data: { service, name, command, data: toHex(data) },
  })
}

/** A modem that was opened anew: sessions on services that it still has go on. */
export function withSessionsLeft(modem: ModemMachine): ModemMachine {
  const left = [...modem.serviceSessions].filter(([, service]) => findDeviceService(modem, service))
  return left.length === modem.serviceSessions.size ? modem : { ...modem, serviceSessions: new Map(left) }
}

/** Sessions are opened only while the modem is ready: whatever is open when it becomes so has outlived a loss. */
export function tellRestored(modem: ModemMachine, turn: Turn): void {
  const services = [...new Set(modem.serviceSessions.values())]
  if (services.length === 0) return
  turn.tell({ type: 'device-service.restored', modem: modem.identity.id, data: { services } })
}
