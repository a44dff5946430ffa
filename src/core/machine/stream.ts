/**
 * The streams of device services: who has opened which, and what comes on them. A modem knows a stream by a number (MBIM 1.0
 * errata-1, DssSessionId), programs by the request that opened it, which is never used again: nobody writes to a stream
 * that took the number of theirs. Streams end with the control session (MBIM 1.0 §9.3.2), so none outlives a loss.
 */
import { toHex } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import type { DeviceService } from '../device-service.ts'
import { isStreamOperation, type ModemOperation, type StreamOperation } from '../operation.ts'
import type { DriverFact } from '../port/driver.ts'
import { findDeviceService, viewDeviceService } from './device-service-view.ts'
import type { ModemMachine } from './modem.ts'
import type { PendingOperation } from './operation.ts'
import type { Turn } from './phase.ts'

export interface OpenStream {
  /** UUID. */
  readonly service: string
  readonly number: number
  /** The caller that opened it. */
  readonly by: string
}

/** What is open, and what is being opened: a modem has so many numbers, and no more. */
interface Taken {
  readonly service: string
  readonly number: number
}

export function streamObstacle(
  modem: ModemMachine,
  service: DeviceService,
  operation: StreamOperation,
): Cause | undefined {
  const { name, stream: support } = service
  const maxDataSize = modem.deviceServices?.maxDataSize
  if (support === undefined) {
    return { code: 'not_supported', message: `the device service ${name} has no streams` }
  }
  if (maxDataSize === undefined) {
    const message =
      'its streams travel beside its IP traffic, and on the way to this modem nothing carries them'
    return { code: 'not_supported', message }
  }
  if (operation.kind === 'open-stream') return limitObstacle(modem, service.id, name, support.limit)
  const { stream } = operation
  if (modem.streams.get(stream)?.service !== service.id) {
    return { code: 'not_found', message: `no stream ${stream} is open on the device service ${name}` }
  }
  if (operation.kind === 'close-stream') return undefined
  if (!support.write) {
    const message = `the streams of the device service ${name} are for reading only`
    return { code: 'not_supported', message }
  }
  const { length } = operation.data
  if (length > 0 && length <= maxDataSize) return undefined
  const message = `a stream takes 1 to ${maxDataSize} bytes at once, not ${length}`
  return { code: 'invalid_argument', message }
}

function limitObstacle(modem: ModemMachine, id: string, name: string, limit: number): Cause | undefined {
  const all = taken(modem)
  const most = modem.deviceServices?.maxStreams ?? 0
  if (all.length >= most) {
    return { code: 'busy', message: `as many streams as the modem has (${most}) are open already` }
  }
  if (all.filter(({ service }) => service === id).length < limit) return undefined
  return {
    code: 'busy',
    message: `as many streams as the device service ${name} has (${limit}) are open already`,
  }
}

function taken({ streams, operations }: ModemMachine): readonly Taken[] {
  const opening = [...operations.values()].flatMap(({ kind, service, number }) =>
    kind === 'open-stream' && service !== undefined && number !== undefined ? [{ service, number }] : [],
  )
  return [...streams.values(), ...opening]
}

/** What the driver is asked for: by UUID, and by the number of the stream. */
export function withNumber(modem: ModemMachine, operation: ModemOperation): ModemOperation {
  if (!isStreamOperation(operation)) return operation
  const service = findDeviceService(modem, operation.service)?.id ?? operation.service
  if (operation.kind !== 'open-stream') {
    const number = modem.streams.get(operation.stream)?.number
    return { ...operation, service, ...(number !== undefined && { number }) }
  }
  const numbers = new Set(taken(modem).map(({ number }) => number))
  let number = 0
  while (numbers.has(number)) number += 1
  return { ...operation, service, number }
}

/** An operation on a service went well. */
export function streamOperated(
  modem: ModemMachine,
  { kind, request, by, stream, number }: PendingOperation,
  service: string,
): ModemMachine {
  if (kind === 'open-stream' && number !== undefined) {
    return { ...modem, streams: new Map(modem.streams).set(request, { service, number, by }) }
  }
  if (kind !== 'close-stream' || stream === undefined || !modem.streams.has(stream)) return modem
  const streams = new Map(modem.streams)
  streams.delete(stream)
  return { ...modem, streams }
}

/** What comes on a stream that nobody has opened, or not yet, is nobody's. */
export function streamTold(
  modem: ModemMachine,
  { number, data }: Extract<DriverFact, { type: 'stream-data' }>,
  turn: Turn,
): void {
  const found = [...modem.streams].find(([, one]) => one.number === number)
  if (found === undefined) return
  const [stream, { service, by }] = found
  const name = findDeviceService(modem, service)?.name ?? service
  turn.tell({
    type: 'device-service.data',
    modem: modem.identity.id,
    by,
    request: stream,
    data: { service, name, stream, data: toHex(data) },
  })
}

/** The modem was lost: programs are told that their streams are. */
export function streamsEnded(modem: ModemMachine, turn: Turn): ModemMachine {
  if (modem.streams.size === 0) return modem
  const next = { ...modem, streams: new Map() }
  for (const service of new Set([...modem.streams.values()].map((one) => one.service))) {
    const data = viewDeviceService(next, service)
    if (data !== undefined) turn.tell({ type: 'device-service.changed', modem: modem.identity.id, data })
  }
  return next
}
