/** The completions of what a modem itself was asked for. */
import type { Modem, PinKind, Request } from '../../../../core/index.ts'
import type { HRESULT } from '../../hresult.ts'
import type { Ground } from '../ground.ts'
import {
  IID_IMbnConnectionContext,
  IID_IMbnMultiCarrier,
  IID_IMbnPinManager,
  IID_IMbnRadio,
  IID_IMbnRegistration,
} from '../identifier.ts'
import type { IMbnPinManager } from '../interface/pin-manager.ts'
import type { IMbnPin } from '../interface/pin.ts'
import { createInterface } from '../object/interface.ts'
import { createPin } from '../object/pin.ts'
import { awaitedPin, pinAfter } from '../reading/pin.ts'
import type { MBN_PIN_INFO } from '../structure.ts'
import { activationEnded, deviceServiceEnded } from './device-service-notice.ts'
import { notice, type Notice } from './notice.ts'
import { smsEnded } from './sms-notice.ts'

/** `status` is asked for when the sink is called. Nothing for an operation that the API has not got. */
export function operationEnded(
  ground: Ground,
  modem: Modem,
  request: Request,
  status: () => Promise<HRESULT>,
): readonly Notice[] {
  const { id, kind, pin = 'pin1' } = request
  const object = (): ReturnType<typeof createInterface> => createInterface(ground, modem)
  switch (kind) {
    case 'set-radio':
      return [
        notice('IMbnRadioEvents', async (sink) =>
          sink.OnSetSoftwareRadioStateComplete(object().as(IID_IMbnRadio), id, await status()),
        ),
      ]
    case 'register':
      return [
        notice('IMbnRegistrationEvents', async (sink) =>
          sink.OnSetRegisterModeComplete(object().as(IID_IMbnRegistration), id, await status()),
        ),
      ]
    case 'scan':
      return [
        notice('IMbnInterfaceEvents', async (sink) =>
          sink.OnScanNetworkComplete(object().primary, id, await status()),
        ),
      ]
    case 'set-preferred-providers':
      return [
        notice('IMbnInterfaceEvents', async (sink) =>
          sink.OnSetPreferredProvidersComplete(object().primary, id, await status()),
        ),
      ]
    case 'set-provisioned-context':
      return [
        notice('IMbnConnectionContextEvents', async (sink) =>
          sink.OnSetProvisionedContextComplete(object().as(IID_IMbnConnectionContext), id, await status()),
        ),
      ]
    case 'scan-multicarrier':
      return [
        notice('IMbnMultiCarrierEvents', async (sink) =>
          sink.OnScanNetworkComplete(object().as(IID_IMbnMultiCarrier), id, await status()),
        ),
      ]
    case 'set-home-provider':
      return [
        notice('IMbnMultiCarrierEvents', async (sink) =>
          sink.OnSetHomeProviderComplete(object().as(IID_IMbnMultiCarrier), id, await status()),
        ),
      ]
    case 'ask-pin':
      return [
        notice('IMbnPinManagerEvents', async (sink) => {
          const { pinStatus } = await asEnded(ground, request)
          const manager = object().as(IID_IMbnPinManager)
          return sink.OnGetPinStateComplete(manager, awaitedPin(pinStatus), id, await status())
        }),
      ]
    case 'enter-pin':
    case 'enable-pin':
    case 'disable-pin':
    case 'change-pin':
    case 'unblock-pin':
      return [
        notice('IMbnPinEvents', async (sink) => {
          const { cause } = await asEnded(ground, request)
          const info = pinAfter(pin, cause?.attemptsLeft)
          const ended: [IMbnPin, MBN_PIN_INFO, number, HRESULT] = [
            pinObject(ground, modem, pin),
            info,
            id,
            await status(),
          ]
          switch (kind) {
            case 'enter-pin':
              return sink.OnEnterComplete(...ended)
            case 'enable-pin':
              return sink.OnEnableComplete(...ended)
            case 'disable-pin':
              return sink.OnDisableComplete(...ended)
            case 'change-pin':
              return sink.OnChangeComplete(...ended)
            case 'unblock-pin':
              return sink.OnUnblockComplete(...ended)
          }
        }),
      ]
    case 'activate-service':
      return [activationEnded(ground, modem, () => asEnded(ground, request), status)]
    case 'ask-device-service':
    case 'open-device-service':
    case 'close-device-service':
    case 'device-command':
    case 'open-stream':
    case 'write-stream':
    case 'close-stream':
      return deviceServiceEnded(ground, modem, request, () => asEnded(ground, request), status)
    default:
      return smsEnded(ground, modem, request, () => asEnded(ground, request), status)
  }
}

/** A request whose end was not seen is looked up; one that cannot be has nothing to say but its status. */
async function asEnded(ground: Ground, request: Request): Promise<Request> {
  if (request.state !== 'pending') return request
  return ground.service.request({ request: request.id }).catch(() => request)
}

/** The PIN may be gone with its card by now. */
function pinObject(ground: Ground, modem: Modem, kind: PinKind): IMbnPin {
  const known = modem.sim?.pins?.find(({ type }) => type === kind)
  const pin = known ?? { type: kind, enabled: false, format: 'unknown' }
  const manager = (): IMbnPinManager => createInterface(ground, modem).as(IID_IMbnPinManager)
  return createPin(ground, { modem, pin, manager }).primary
}
