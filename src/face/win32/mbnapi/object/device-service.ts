/** IMbnDeviceService: commands of a service, and the session in which it is heard. */
import type { Accepted } from '../../../../api/index.ts'
import type { DeviceServicesState, DeviceServiceState } from '../../../../core/index.ts'
import { toHex } from '../../../../base/index.ts'
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { bracedGuid } from '../../com/guid.ts'
import { given, type Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { hresultOf } from '../../error-hresult.ts'
import { E_HANDLE, E_INVALIDARG, E_POINTER, HRESULT_FROM_WIN32, S_OK, type HRESULT } from '../../hresult.ts'
import {
  ERROR_BUFFER_OVERFLOW,
  ERROR_INVALID_STATE,
  ERROR_OPEN_FAILED,
  ERROR_TOO_MANY_SESS,
} from '../../win32-error.ts'
import type { AskedOfService, DeviceServiceUse } from '../device-service-uses.ts'
import { isNotFound, requesting, type Ground } from '../ground.ts'
import { IID_IMbnDeviceService } from '../identifier.ts'
import type { IMbnDeviceService } from '../interface/device-service.ts'
import { fill } from '../reading/reading.ts'

export function createDeviceService(ground: Ground, use: DeviceServiceUse): ComObject<IMbnDeviceService> {
  return comObject(facet(IID_IMbnDeviceService, (unknown) => deviceServiceFacet(ground, use, unknown)))
}

const NOT_OPEN = HRESULT_FROM_WIN32(ERROR_OPEN_FAILED)

function deviceServiceFacet(ground: Ground, use: DeviceServiceUse, unknown: IUnknown): IMbnDeviceService {
  const { service, deviceServices } = ground
  const target = { modem: use.modem, service: use.service }

  const look = async (): Promise<{ all: DeviceServicesState; own: DeviceServiceState | undefined }> => {
    const all = await service.deviceServices({ modem: use.modem })
    return { all, own: all.services.find(({ id }) => id === use.service) }
  }
  const isOpen = async (): Promise<boolean> => {
    const { own } = await look()
    return use.session !== undefined && own?.sessions.includes(use.session) === true
  }
  const isDataOpen = async (): Promise<boolean> => hasStream((await look()).own)
  const hasStream = (own: DeviceServiceState | undefined): boolean =>
    use.stream !== undefined && own?.streams.includes(use.stream) === true
  const stream = (): { modem: string; service: string; stream: number } => ({
    ...target,
    stream: use.stream ?? 0,
  })
  const isSo = async (value: Pointer<boolean>, question: () => Promise<boolean>): Promise<HRESULT> => {
    if (!given(value)) return E_POINTER
    try {
      value.value = await question()
      return S_OK
    } catch (thrown) {
      return isNotFound(thrown) ? E_HANDLE : hresultOf(thrown)
    }
  }
  /** `refusal`: why it is not even asked for. */
  const operate = async (
    requestID: Pointer<number>,
    how: AskedOfService['how'],
    ask: () => Promise<Accepted>,
    refusal: () => HRESULT | undefined | Promise<HRESULT | undefined> = () => undefined,
  ): Promise<HRESULT> => {
    if (!given(requestID)) return E_POINTER
    return requesting(ground, async () => {
      try {
        const refused = await refusal()
        if (refused !== undefined) return refused
        const { requestId } = await ask()
        deviceServices.note(requestId, { use, how })
        requestID.value = requestId
        return S_OK
      } catch (thrown) {
        return isNotFound(thrown) ? E_HANDLE : hresultOf(thrown)
      }
    })
  }
  const command =
    (type: 'query' | 'set') =>
    (commandID: number, data: Uint8Array, requestID: Pointer<number>): Promise<HRESULT> =>
      operate(
        requestID,
        type,
        () => service.deviceCommand({ ...target, command: commandID, type, data: toHex(data) }),
        async () => {
          if (!isBytes(data) || !isNumber(commandID)) return E_INVALIDARG
          return (await isOpen()) ? undefined : NOT_OPEN
        },
      )
  return {
    ...unknown,
    QuerySupportedCommands: (requestID) =>
      operate(requestID, 'other', () => service.askDeviceService(target)),
    OpenCommandSession: (requestID) =>
      operate(
        requestID,
        'other',
        async () => {
          const accepted = await service.openDeviceService(target)
          deviceServices.opened(use, accepted.requestId)
          return accepted
        },
        async () => ((await isOpen()) ? HRESULT_FROM_WIN32(ERROR_INVALID_STATE) : undefined),
      ),
    CloseCommandSession: (requestID) =>
      operate(
        requestID,
        'other',
        () => service.closeDeviceService({ ...target, session: use.session ?? 0 }),
        async () => ((await isOpen()) ? undefined : NOT_OPEN),
      ),
    SetCommand: command('set'),
    QueryCommand: command('query'),
    OpenDataSession: (requestID) =>
      operate(
        requestID,
        'other',
        async () => {
          const accepted = await service.openStream(target)
          deviceServices.streamOpened(use, accepted.requestId)
          return accepted
        },
        async () => {
          const { all, own } = await look()
          if (hasStream(own)) return HRESULT_FROM_WIN32(ERROR_INVALID_STATE)
          // Which of several reasons a modem is busy for, only this page tells apart.
          return own !== undefined && isFull(all, own) ? HRESULT_FROM_WIN32(ERROR_TOO_MANY_SESS) : undefined
        },
      ),
    CloseDataSession: (requestID) =>
      operate(
        requestID,
        'other',
        () => service.closeStream(stream()),
        async () => ((await isDataOpen()) ? undefined : NOT_OPEN),
      ),
    WriteData: (data, requestID) =>
      operate(
        requestID,
        'other',
        () => service.writeStream({ ...stream(), data: toHex(data) }),
        async () => {
          if (!isBytes(data)) return E_INVALIDARG
          const { all, own } = await look()
          if (!hasStream(own)) return NOT_OPEN
          const { maxDataSize = 0 } = all
          return data.length > maxDataSize ? HRESULT_FROM_WIN32(ERROR_BUFFER_OVERFLOW) : undefined
        },
      ),
    get_InterfaceID: async (InterfaceID) => fill(InterfaceID, { value: bracedGuid(use.modem) }),
    get_DeviceServiceID: async (DeviceServiceID) => fill(DeviceServiceID, { value: bracedGuid(use.service) }),
    get_IsCommandSessionOpen: (value) => isSo(value, isOpen),
    get_IsDataSessionOpen: (value) => isSo(value, isDataOpen),
  }
}

function isFull(
  { maxStreams, services }: DeviceServicesState,
  { stream, streams }: DeviceServiceState,
): boolean {
  const open = services.reduce((sum, one) => sum + one.streams.length, 0)
  return stream !== undefined && (open >= maxStreams || streams.length >= stream.limit)
}

// A program may pass anything.

export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}

function isNumber(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff // an integer
}
