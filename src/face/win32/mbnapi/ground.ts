/** What all objects of one facade stand on, and how their methods end. */
import type { Accepted, Service } from '../../../api/index.ts'
import { DialtoneError, type Clock, type Logger } from '../../../base/index.ts'
import type { CallGate } from '../com/call-gate.ts'
import { hresultOf } from '../error-hresult.ts'
import { E_HANDLE, E_UNEXPECTED, HRESULT_FROM_WIN32, S_OK, type HRESULT } from '../hresult.ts'
import { ERROR_NOT_FOUND } from '../win32-error.ts'
import type { DeviceServiceUses } from './device-service-uses.ts'

export interface Ground {
  readonly service: Service
  readonly gate: CallGate
  readonly log: Logger
  readonly clock: Clock
  readonly deviceServices: DeviceServiceUses
}

/** Runs a method that only asks: what is thrown becomes its HRESULT. */
export async function answering(ground: Ground, method: () => Promise<HRESULT>): Promise<HRESULT> {
  try {
    return await method()
  } catch (thrown) {
    const hr = hresultOf(thrown)
    // Everything else is an answer; a defect is to be seen.
    if (hr === E_UNEXPECTED) ground.log.error({ error: thrown }, 'a method failed')
    return hr
  }
}

/** Runs a method that leads to events: none of them reaches a sink before the method has returned. */
export function requesting(ground: Ground, method: () => Promise<HRESULT>): Promise<HRESULT> {
  return ground.gate.during(() => answering(ground, method))
}

/** Has a modem asked for something, and hands out the id of the request. Of a modem that is gone the object is stale. */
export function operating(
  ground: Ground,
  requestID: { value: number },
  ask: () => Promise<Accepted>,
): Promise<HRESULT> {
  return requesting(ground, async () => {
    try {
      requestID.value = (await ask()).requestId
      return S_OK
    } catch (thrown) {
      return isNotFound(thrown) ? E_HANDLE : hresultOf(thrown)
    }
  })
}

/** What a call on a stale object answers: `E_HANDLE` when its modem is gone, else "not found", as after deregistration. */
export async function staleness(ground: Ground, modem: string): Promise<HRESULT> {
  try {
    await ground.service.modem({ modem })
    return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
  } catch (thrown) {
    return isNotFound(thrown) ? E_HANDLE : hresultOf(thrown)
  }
}

export function isNotFound(thrown: unknown): boolean {
  return DialtoneError.of(thrown)?.code === 'not_found'
}
