/**
 * Device services: commands of any, their indications, and which commands they have. Bytes go through as they are; what
 * comes back is bounded and copied, as frames are views on buffers that are used again.
 */
import { DialtoneError, toHex } from '../../../base/index.ts'
import {
  CauseError,
  LONGEST_ANSWER,
  type DeviceServiceOperation,
  type StreamOperation,
  type OperationResult,
} from '../../../core/index.ts'
import { StatusError } from '../../../device/index.ts'
import { DeviceServices, findService, service as serviceOf, type CidFacts } from '../../../mbim/index.ts'
import { SUBSCRIBED } from '../bring-up.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { commandsOf } from '../fact/device-service.ts'
import { patiently } from '../patience.ts'

export async function operateDeviceService(
  context: DriverContext,
  operation: Exclude<DeviceServiceOperation, StreamOperation>,
  what: string,
  signal: AbortSignal,
): Promise<OperationResult> {
  try {
    switch (operation.kind) {
      case 'ask-device-service':
        return await askCommands(context, operation.service, signal)
      case 'device-command':
        return await command(context, operation, what, signal)
      case 'open-device-service':
      case 'close-device-service':
        await hearAlso(context, operation.wanted ?? [], signal)
        return {}
    }
  } catch (error) {
    throw causeError(error, what)
  }
}

async function askCommands(
  { clock, device }: DriverContext,
  service: string,
  signal: AbortSignal,
): Promise<OperationResult> {
  const { deviceServices } = await patiently(() => device.query(DeviceServices, {}, { signal }), {
    clock,
    signal,
  })
  const found = deviceServices.find(({ deviceServiceId }) => deviceServiceId === service)
  if (found === undefined) throw new DialtoneError('not_found', 'the modem does not list it any more')
  return { commands: commandsOf(found.cidList) }
}

/** Sent once: what a command does a second time, only the vendor knows. */
async function command(
  { device }: DriverContext,
  { service, command: cid, type, data }: Extract<DeviceServiceOperation, { kind: 'device-command' }>,
  what: string,
  signal: AbortSignal,
): Promise<OperationResult> {
  const done = await device.raw({ service, cid, operation: type, info: data }, { signal })
  const { length } = done.info
  if (length > LONGEST_ANSWER) {
    const message = `the answer has ${length} bytes; ${LONGEST_ANSWER} are taken at the most`
    throw new DialtoneError('protocol', message)
  }
  const result = { answer: toHex(done.info) }
  if (done.status === 'success') return result
  const { reason } = causeError(new StatusError(factsOf(service, cid), done, device.version), what)
  throw new CauseError(reason, length === 0 ? {} : { result })
}

/** A vendor's command is known by its numbers only. */
function factsOf(uuid: string, number: number): CidFacts {
  const service = findService(uuid) ?? serviceOf(uuid, uuid, 'Device service')
  const name = number.toString()
  return { service, number, name, infoOnFailure: true, standardIndication: false, since: 1 }
}

/** The modem's list is replaced as a whole, so ours goes along. It is kept for when the modem has to be opened anew. */
async function hearAlso(
  { clock, device, wanted }: DriverContext,
  services: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const before = wanted.services
  wanted.services = services
  try {
    await patiently(() => device.subscribe(SUBSCRIBED, { services: wanted.services, signal }), {
      clock,
      signal,
    })
  } catch (error) {
    if (wanted.services === services) wanted.services = before
    throw error
  }
}
