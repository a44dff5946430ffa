/** What the stories of networks and carriers do again and again. */
import {
  IID_IMbnMultiCarrier,
  IID_IMbnRegistration,
  MBN_CELLULAR_CLASS_GSM,
  MBN_DATA_CLASS_NONE,
  MBN_PROVIDER_STATE_NONE,
  MBN_PROVIDER_STATE_PREFERRED,
  type HRESULT,
  type IMbnMultiCarrier,
  type IMbnRegistration,
  type MBN_PROVIDER,
  type MBN_PROVIDER2,
  type Pointer,
} from '../../src/face/win32/index.ts'
import type { EventInterfaceName } from '../../src/face/win32/mbnapi/event-interface.ts'
import { Seconds } from '../../src/base/index.ts'
import type { CidFacts, Operation, Status } from '../../src/mbim/index.ts'
import { advised, got } from './program.ts'
import type { World } from './world.ts'

export const HOME = '00101'
export const RIVAL = '00102'
export const GUEST = '99940'

export const registrationOf = async (one: World): Promise<IMbnRegistration> => {
  const device = await one.device()
  return got<IMbnRegistration>((ppv) => device.QueryInterface(IID_IMbnRegistration, ppv))
}
export const multiCarrierOf = async (one: World): Promise<IMbnMultiCarrier> => {
  const device = await one.device()
  return got<IMbnMultiCarrier>((ppv) => device.QueryInterface(IID_IMbnMultiCarrier, ppv))
}
export const provider = (
  providerID: string,
  providerState: number = MBN_PROVIDER_STATE_PREFERRED,
): MBN_PROVIDER => ({
  providerID,
  providerState,
  providerName: 'ignored',
  dataClass: MBN_DATA_CLASS_NONE,
})
export const carrier = (providerID: string, change: Partial<MBN_PROVIDER2> = {}): MBN_PROVIDER2 => ({
  provider: provider(providerID, MBN_PROVIDER_STATE_NONE),
  cellularClass: MBN_CELLULAR_CLASS_GSM,
  signalStrength: 0,
  signalError: 0,
  ...change,
})

/** Asks, and gives the status of the completion that bears the number of the request. */
export async function completed(
  one: World,
  [to, method]: readonly [EventInterfaceName, string],
  ask: (requestID: Pointer<number>) => Promise<HRESULT>,
): Promise<HRESULT> {
  const sink = await advised(one.interfaces, to)
  const id = await got<number>(ask)
  const completion = (): readonly unknown[] | undefined =>
    sink.heard.find((heard) => heard.method === method && heard.arguments[1] === id)?.arguments
  await one.until(() => completion() !== undefined)
  await sink.unadvise()
  return completion()?.[2] as HRESULT // the third argument of these methods
}

/** The modem answers the next command of this kind with a status, whatever it is asked. */
export function answering(one: World, cid: CidFacts, operation: Operation, status: Status): void {
  const behaviour = one.modem.behave({
    onCommand: (command) => {
      if (!command.is(cid, operation)) return false
      behaviour[Symbol.dispose]()
      command.answer(status)
      return true
    },
  })
}

export type Provoke = (one: World) => unknown

export async function becomeMultiCarrier(one: World): Promise<void> {
  const sink = await advised(one.interfaces, 'IMbnInterfaceManagerEvents')
  const connections = await advised(one.connections, 'IMbnConnectionManagerEvents')
  one.modem.setMulticarrier(true)
  await one.until(() => sink.methods.includes('OnInterfaceArrival'))
  await one.until(() => connections.methods.includes('OnConnectionArrival'))
  await one.clock.advance(Seconds(1))
  await sink.unadvise()
  await connections.unadvise()
}
