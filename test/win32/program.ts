/** What the programs of these tests do again and again: create, find, advise, and note down what they are told. */
import {
  CLSCTX_ALL,
  IID_IConnectionPointContainer,
  IID_IUnknown,
  out,
  S_OK,
  type CLSID,
  type HRESULT,
  type IConnectionPoint,
  type IConnectionPointContainer,
  type IID,
  type IUnknown,
  type Pointer,
  type Win32,
} from '../../src/face/win32/index.ts'
import { EVENT_INTERFACES, type EventInterfaceName } from '../../src/face/win32/mbnapi/event-interface.ts'

/** The value that a method fills in, once it has succeeded. */
export async function got<T>(method: (output: Pointer<T>) => Promise<HRESULT>): Promise<T> {
  const holder = out<T>()
  const hr = await method(holder)
  if (hr !== S_OK) throw new Error(`0x${hr.toString(16)}`)
  return holder.value
}

export function created<T>(win32: Win32, clsid: CLSID, iid: IID<T>): Promise<T> {
  return got((ppv) => win32.CoCreateInstance(clsid, null, CLSCTX_ALL, iid, ppv))
}

export async function pointOf<Events>(
  manager: IUnknown,
  iid: IID<Events>,
): Promise<IConnectionPoint<Events>> {
  const container = await got<IConnectionPointContainer>((ppv) =>
    manager.QueryInterface(IID_IConnectionPointContainer, ppv),
  )
  const point = await got<IConnectionPoint<Events>>((ppCP) => container.FindConnectionPoint(iid, ppCP))
  container.Release()
  return point
}

/** One call of a sink. */
export interface Heard {
  readonly method: string
  readonly arguments: readonly unknown[]
}

/** A sink that notes what it is told, and does what a test wants it to do meanwhile. */
export class Recorder {
  readonly heard: Heard[] = []
  /** What the sink does in each call, before it returns. */
  during: (heard: Heard) => unknown = () => S_OK
  readonly sink: object

  constructor(...names: readonly EventInterfaceName[]) {
    const methods = names.flatMap((name) => EVENT_INTERFACES[name].methods as readonly string[])
    this.sink = Object.fromEntries(
      methods.map((method) => [
        method,
        (...values: readonly unknown[]) => {
          const heard = { method, arguments: values }
          this.heard.push(heard)
          return this.during(heard)
        },
      ]),
    )
  }

  get methods(): readonly string[] {
    return this.heard.map(({ method }) => method)
  }

  clear(): void {
    this.heard.length = 0
  }
}

/** A sink for an event interface of a manager, registered. */
export async function advised(
  manager: IUnknown,
  ...names: readonly EventInterfaceName[]
): Promise<Recorder & { unadvise(): Promise<void> }> {
  const recorder = new Recorder(...names)
  const registered: [IConnectionPoint, number][] = []
  for (const name of names) {
    const point = await pointOf<object>(manager, EVENT_INTERFACES[name].iid)
    registered.push([point, await got<number>((cookie) => point.Advise(recorder.sink, cookie))])
  }
  return Object.assign(recorder, {
    unadvise: async () => {
      for (const [point, cookie] of registered) {
        await point.Unadvise(cookie)
        point.Release()
      }
    },
  })
}

/** Waits until `condition` holds, without the passing of time. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000; turn++) {
    if (condition()) return
    await turned()
  }
  throw new Error('it does not come to this')
}

/** Lets everything that is ready run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await turned()
}

export function turned(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** The identity of an object: what QueryInterface for IUnknown gives. */
export function identityOf(object: IUnknown): Promise<IUnknown> {
  return got((ppv) => object.QueryInterface(IID_IUnknown, ppv))
}
