/** What the sinks are told of device services: completions of what this facade asked for, and what is heard in its sessions. */
import type { DeviceServiceData, DeviceServiceIndication, Modem, Request } from '../../../../core/index.ts'
import { fromHex } from '../../../../base/index.ts'
import { HIDDEN } from '../../../../api/index.ts'
import { bracedGuid } from '../../com/guid.ts'
import { S_OK, type HRESULT } from '../../hresult.ts'
import {
  MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_ARRIVAL,
  MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_REMOVAL,
  MBN_DEVICE_SERVICE_SESSIONS_RESTORED,
} from '../enumeration/device-service.ts'
import type { Ground } from '../ground.ts'
import { IID_IMbnServiceActivation, IID_IMbnVendorSpecificOperation } from '../identifier.ts'
import { createDeviceService } from '../object/device-service.ts'
import { createInterface } from '../object/interface.ts'
import { writeVendorMessage } from '../reading/vendor-message.ts'
import { notice, type Notice } from './notice.ts'

/** MBIM 1.0 §9.4.5: FAILURE, for what failed without the modem having said so. */
const FAILURE = 2

/** A modem with device services came or went. */
export function capableInterface(before: Modem | undefined, after: Modem | undefined): readonly Notice[] {
  const was = isCapable(before)
  const is = isCapable(after)
  const modem = after ?? before
  if (was === is || modem === undefined) return []
  const state = is
    ? MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_ARRIVAL
    : MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_REMOVAL
  return [
    notice('IMbnDeviceServicesEvents', (sink) => sink.OnInterfaceStateChange(bracedGuid(modem.id), state)),
  ]
}

function isCapable(modem: Modem | undefined): boolean {
  return modem?.capabilities !== undefined && modem.capabilities.services.length > 0
}

/** Whose session it was heard in is looked up when the sink is called: a method may not have returned before. */
export function indicationHeard(
  ground: Ground,
  modem: Modem,
  { service, command, data }: DeviceServiceIndication,
): readonly Notice[] {
  const { deviceServices } = ground
  return [
    notice('IMbnDeviceServicesEvents', (sink) => {
      const use = deviceServices.listening(modem.id, service)
      if (use === undefined) return S_OK
      return sink.OnEventNotification(createDeviceService(ground, use).primary, command, bytesOf(data))
    }),
    notice('IMbnVendorSpecificEvents', (sink) => {
      if (!deviceServices.hasVendor(modem.id, service)) return S_OK
      const object = createInterface(ground, modem).as(IID_IMbnVendorSpecificOperation)
      const shown = data === HIDDEN ? '' : data
      return sink.OnEventNotification(object, writeVendorMessage(service, [command], shown))
    }),
  ]
}

/** Whose stream it is is looked up when the sink is called, as above. */
export function dataRead(ground: Ground, { stream, data }: DeviceServiceData): Notice {
  return notice('IMbnDeviceServicesEvents', (sink) => {
    const use = ground.deviceServices.reading(stream)
    return use === undefined ? S_OK : sink.OnReadData(createDeviceService(ground, use).primary, bytesOf(data))
  })
}

export function sessionsRestored(ground: Ground, modem: string): readonly Notice[] {
  return [
    notice('IMbnDeviceServiceStateEvents', (sink) =>
      ground.deviceServices.usesSessions(modem)
        ? sink.OnSessionsStateChange(bracedGuid(modem), MBN_DEVICE_SERVICE_SESSIONS_RESTORED)
        : S_OK,
    ),
  ]
}

export function activationEnded(
  ground: Ground,
  modem: Modem,
  ended: () => Promise<Request>,
  status: () => Promise<HRESULT>,
): Notice {
  return notice('IMbnServiceActivationEvents', async (sink) => {
    const { id, answer, cause } = await ended()
    const object = createInterface(ground, modem).as(IID_IMbnServiceActivation)
    return sink.OnActivationComplete(object, bytesOf(answer), id, await status(), cause?.network?.value ?? 0)
  })
}

export function deviceServiceEnded(
  ground: Ground,
  modem: Modem,
  { id, kind }: Request,
  ended: () => Promise<Request>,
  status: () => Promise<HRESULT>,
): readonly Notice[] {
  const { deviceServices } = ground
  return [
    notice('IMbnDeviceServicesEvents', async (sink) => {
      const asked = deviceServices.asked(id)
      if (asked === undefined || asked.how === 'vendor') return S_OK
      const { use, how } = asked
      const hr = await status()
      const object = createDeviceService(ground, use).primary
      const { answer, commands = [], command = 0 } = await ended()
      switch (kind) {
        case 'ask-device-service':
          return sink.OnQuerySupportedCommandsComplete(object, commands, hr, id)
        case 'open-device-service':
          if (hr !== S_OK && use.session === id) deviceServices.closed(use)
          return sink.OnOpenCommandSessionComplete(object, hr, id)
        case 'close-device-service':
          if (hr === S_OK) deviceServices.closed(use)
          return sink.OnCloseCommandSessionComplete(object, hr, id)
        case 'open-stream':
          if (hr !== S_OK && use.stream === id) deviceServices.streamClosed(use)
          return sink.OnOpenDataSessionComplete(object, hr, id)
        case 'close-stream':
          if (hr === S_OK) deviceServices.streamClosed(use)
          return sink.OnCloseDataSessionComplete(object, hr, id)
        case 'write-stream':
          return sink.OnWriteDataComplete(object, hr, id)
        default:
          return how === 'set'
            ? sink.OnSetCommandComplete(object, command, bytesOf(answer), hr, id)
            : sink.OnQueryCommandComplete(object, command, bytesOf(answer), hr, id)
      }
    }),
    notice('IMbnVendorSpecificEvents', async (sink) => {
      const asked = deviceServices.asked(id)
      if (asked?.how !== 'vendor') return S_OK
      const { answer, cause, state, command = 0 } = await ended()
      const said = cause?.status?.protocol === 'mbim' ? cause.status.value : FAILURE
      const words = [command, state === 'succeeded' ? 0 : said]
      const shown = answer === HIDDEN ? '' : answer
      const object = createInterface(ground, modem).as(IID_IMbnVendorSpecificOperation)
      return sink.OnSetVendorSpecificComplete(object, writeVendorMessage(asked.use.service, words, shown), id)
    }),
  ]
}

/** Where who the subscriber is stays hidden, so do these. */
function bytesOf(data: string | undefined): Uint8Array {
  return fromHex(data === undefined || data === HIDDEN ? '' : data)
}
