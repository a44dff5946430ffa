/** The statuses that the pages list for completions: what brings each about, and how a completion is brought about. */
import { ERROR_CODES, type ErrorCode } from '../../src/base/index.ts'
import type { Cause } from '../../src/core/index.ts'
import { ERROR_HRESULTS, STATUS_HRESULTS } from '../../src/face/win32/error-hresult.ts'
import type { HRESULT, IUnknown } from '../../src/face/win32/index.ts'
import type { EventInterfaceName } from '../../src/face/win32/mbnapi/event-interface.ts'
import { advised, until } from './program.ts'
import { reference } from './reference.ts'
import type { Program } from './row.ts'

export interface Completion {
  readonly event: EventInterfaceName
  readonly method: string
  /** Names of codes, as the page lists them. */
  readonly statuses: readonly string[]
  /** Where the completing method has the request id and the status. */
  readonly requestAt: number
  readonly statusAt: number
}

/** How the method completes; nothing for one that is not asynchronous, or whose completion has no status. */
export function completionOf(path: string): Completion | undefined {
  const [name = '', method = ''] = path.split('.')
  const [event = '', completing = ''] =
    reference.interfaces[name]?.methods[method]?.completesWith?.split('.') ?? []
  const { parameters = [], statuses } = reference.interfaces[event]?.methods[completing] ?? {}
  if (statuses === undefined) return undefined
  return {
    event: event as EventInterfaceName, // the reference has no other
    method: completing,
    statuses,
    requestAt: parameters.findIndex((parameter) => parameter.endsWith(' requestID')),
    statusAt: parameters.findIndex((parameter) => parameter.endsWith(' status')),
  }
}

/** Statuses that no header defines, and what is said in their place. */
export const STAND_INS: Readonly<Record<string, string>> = {
  E_MBN_ACTIVE_CONNECTION: 'E_MBN_MAX_ACTIVATED_CONTEXTS',
  E_MBN_DEVICE_BUSY: 'HRESULT_FROM_WIN32(ERROR_BUSY)',
  E_MBN_ALREADY_ACTIVE: 'HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)',
}

export function statusNumber(name: string): HRESULT {
  const stands = STAND_INS[name] ?? name
  const number = { 'HRESULT_FROM_WIN32(ERROR_BUSY)': '0x800700aa' }[stands] ?? reference.hresults[stands]
  return Number(number)
}

/** The causes with which a request ends in this status: our codes, and what modems answer. */
export function causesOf(name: string): readonly (Cause | undefined)[] {
  if (name === 'S_OK') return [undefined]
  const wanted = statusNumber(name)
  const message = 'as the test wants it'
  const codes = (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => ERROR_HRESULTS[code] === wanted)
  const values = Object.keys(STATUS_HRESULTS).filter((value) => STATUS_HRESULTS[Number(value)] === wanted)
  return [
    ...codes.map((code): Cause => ({ code, message })),
    ...values.map((value): Cause => {
      const status = { protocol: 'mbim', value: Number(value), name: 'as the modem names it' }
      return { code: 'status', message, status }
    }),
  ]
}

/** Asks, ends the request with `cause`, or well, and gives the status with which a sink hears of it. */
export async function statusHeard(
  one: Program,
  { event, method, requestAt, statusAt }: Completion,
  ask: (one: Program) => Promise<HRESULT>,
  cause: Cause | undefined,
): Promise<HRESULT> {
  const managers: Readonly<Record<string, IUnknown>> = {
    IMbnInterfaceManager: one.interfaces,
    IMbnConnectionManager: one.connections,
    IMbnConnectionProfileManager: one.profiles,
    IMbnDeviceServicesManager: one.deviceServices,
  }
  const { servedBy } = reference.connectionPoints
  // The one that the pages do not place is with all others of devices.
  const name = Object.keys(servedBy).find((manager) => servedBy[manager]?.includes(event))
  const manager = managers[name ?? 'IMbnInterfaceManager']
  if (manager === undefined) throw new Error(`nobody serves ${event}`)
  const sink = await advised(manager, event)
  const hr = await ask(one)
  const request = [...one.service.requestsNow.values()].findLast(({ state }) => state === 'pending')
  if (hr !== 0 || request === undefined) throw new Error(`it was not taken on: 0x${hr.toString(16)}`)
  one.service.end(request.id, cause === undefined ? { state: 'succeeded' } : { state: 'failed', cause })
  const heard = (): readonly unknown[] | undefined =>
    sink.heard.find((call) => call.method === method && call.arguments[requestAt] === request.id)?.arguments
  await until(() => heard() !== undefined)
  return heard()?.[statusAt] as HRESULT // by the position that the reference gives
}
