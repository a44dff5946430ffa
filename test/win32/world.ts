/** A service with one virtual modem on a virtual clock, and a program over it that was written for Windows. */
import { Milliseconds, seededRandom, toHex, VirtualClock } from '../../src/base/index.ts'
import { inProcess, type Scope } from '../../src/core/index.ts'
import type { Service } from '../../src/api/index.ts'
import {
  CLSID_MbnConnectionManager,
  CLSID_MbnConnectionProfileManager,
  CLSID_MbnInterfaceManager,
  createWin32,
  IID_IMbnConnectionManager,
  IID_IMbnConnectionProfileManager,
  IID_IMbnInterfaceManager,
  type IMbnConnection,
  type IMbnConnectionManager,
  type IMbnConnectionProfileManager,
  type IMbnInterface,
  type IMbnInterfaceManager,
  type SAFEARRAY,
  type Win32,
  type HRESULT,
  type Pointer,
} from '../../src/face/win32/index.ts'
import { openService } from '../../src/main/open-service.ts'
import { deriveIdentity, HOME_PLMN, type VirtualModem } from '../../src/virtual/index.ts'
import { TIMINGS, type Timing } from '../../src/virtual/timing.ts'
import { created, got, type Recorder } from './program.ts'

export interface World extends AsyncDisposable {
  readonly clock: VirtualClock
  readonly modem: VirtualModem
  readonly facade: Win32
  readonly connections: IMbnConnectionManager
  readonly interfaces: IMbnInterfaceManager
  readonly profiles: IMbnConnectionProfileManager
  /** The service underneath. */
  readonly service: Service
  /** The facade of another program, whose user has these rights: all of them unless told. */
  other(...scopes: readonly Scope[]): Win32
  connection(): Promise<IMbnConnection>
  device(): Promise<IMbnInterface>
  /** Lets virtual time pass until it is so. */
  until(condition: () => boolean): Promise<void>
}

/** The modem is registered and its connection is there. */
export async function world(timing: Partial<Timing> = {}): Promise<World> {
  const clock = new VirtualClock()
  const service = await clock.resolve(
    openService({
      clock,
      random: seededRandom(1),
      virtual: { count: 1, timing: { ...TIMINGS.instant, ...timing } },
    }),
  )
  const [modem] = service.virtualModems
  if (modem === undefined) throw new Error('the service plays one virtual modem')
  const facade = createWin32(service.as(inProcess), { clock })
  const connections = await created(facade, CLSID_MbnConnectionManager, IID_IMbnConnectionManager)
  const interfaces = await created(facade, CLSID_MbnInterfaceManager, IID_IMbnInterfaceManager)
  const all = (): Promise<SAFEARRAY<IMbnConnection>> => got((output) => connections.GetConnections(output))
  while ((await all()).length === 0) await clock.advance(Milliseconds(10))
  return {
    clock,
    modem,
    facade,
    connections,
    interfaces,
    profiles: await created(facade, CLSID_MbnConnectionProfileManager, IID_IMbnConnectionProfileManager),
    service: service.as(inProcess),
    other: (...scopes) =>
      createWin32(service.as(scopes.length === 0 ? inProcess : { name: 'somebody', scopes }), { clock }),
    connection: async () => first(await all()),
    device: async () =>
      first(await got<SAFEARRAY<IMbnInterface>>((output) => interfaces.GetInterfaces(output))),
    until: async (condition) => {
      for (let step = 0; !condition(); step++) {
        if (step > 5000) throw new Error('it does not come to this')
        await clock.advance(Milliseconds(20))
      }
    },
    [Symbol.asyncDispose]: async () => {
      await facade[Symbol.asyncDispose]()
      await clock.resolve(Promise.resolve(service[Symbol.asyncDispose]()))
    },
  }
}

function first<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error('there is one')
  return one
}

/** A profile of the virtual SIM. */
export function profileXml(
  name: string,
  {
    accessString = 'internet',
    credentials = '',
    isDefault = false,
    subscriberId = deriveIdentity(1, 0, HOME_PLMN).imsi,
  } = {},
): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>${name}</Name>
  <IsDefault>${isDefault}</IsDefault>
  <SubscriberID>${subscriberId}</SubscriberID>
  <Context><AccessString>${accessString}</AccessString>${credentials}</Context>
</MBNProfile>`
}

/** Asks, waits for the completion, and gives its arguments after the object, and the request id. */
export async function complete(
  one: World,
  sink: Recorder,
  method: string,
  ask: (id: Pointer<number>) => Promise<HRESULT>,
): Promise<{ id: number; values: readonly unknown[] }> {
  sink.clear()
  const id = await got<number>(ask)
  const find = (): readonly unknown[] | undefined =>
    sink.heard.find((call) => call.method === method && call.arguments.includes(id))?.arguments
  await one.until(() => find() !== undefined)
  return {
    id,
    values:
      find()
        ?.slice(1)
        .map((value) => (value instanceof Uint8Array ? toHex(value) : value)) ?? [],
  }
}
