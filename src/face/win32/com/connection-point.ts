/** A connection point: the sinks of one event interface, each with its cookie. */
import { hresultOf } from '../error-hresult.ts'
import {
  CONNECT_E_ADVISELIMIT,
  CONNECT_E_CANNOTCONNECT,
  CONNECT_E_NOCONNECTION,
  E_POINTER,
  E_UNEXPECTED,
  S_OK,
  type HRESULT,
} from '../hresult.ts'
import { comObject, facet, type ComObject } from './com-object.ts'
import {
  IID_IConnectionPoint,
  IID_IEnumConnections,
  type CONNECTDATA,
  type IConnectionPoint,
  type IConnectionPointContainer,
} from './connection-point-interface.ts'
import type { DWORD } from './data-type.ts'
import { createEnumerator } from './enumerator.ts'
import type { IID } from './guid.ts'
import { given, type Out, type Pointer } from './holder.ts'
import { holdSink, type EventInterface, type HeldSink } from './sink.ts'
import type { IUnknown } from './unknown.ts'

/**
 * How many sinks a point takes. The sources name no limit, only the code for it; a program that registers so many has
 * forgotten to unregister.
 */
export const SINKS_PER_POINT = 1000

export interface ConnectionPointOptions {
  readonly event: EventInterface
  readonly container: () => IConnectionPointContainer
  /**
   * Begins to call `target`, which belongs to `sink`, and ends when the result is disposed of.
   * @throws DialtoneError `service_unavailable` …
   */
  readonly connect: (sink: object, target: object) => Promise<Disposable>
}

export interface ConnectionPoint {
  readonly object: ComObject<IConnectionPoint>
  /** Lets go of all sinks. */
  withdraw(): void
}

interface Connection {
  readonly sink: object
  readonly held: HeldSink
  readonly calls: Disposable
}

export function createConnectionPoint(options: ConnectionPointOptions): ConnectionPoint {
  const { event, container, connect } = options
  const connections = new Map<DWORD, Connection>()
  let advising = 0
  let lastCookie = 0
  /** How often all sinks were let go of: a sink whose registration was under way then is let go of as well. */
  let withdrawals = 0

  const advise = async (sink: object, cookie: Out<DWORD>): Promise<HRESULT> => {
    const before = withdrawals
    const held = await holdSink(sink, event)
    if (held === undefined) return CONNECT_E_CANNOTCONNECT
    try {
      const calls = await connect(sink, held.target)
      if (withdrawals !== before) {
        calls[Symbol.dispose]()
        held.release()
        return E_UNEXPECTED
      }
      cookie.value = ++lastCookie
      connections.set(cookie.value, { sink, held, calls })
      return S_OK
    } catch (thrown) {
      held.release()
      return hresultOf(thrown)
    }
  }
  const drop = (cookie: DWORD, { held, calls }: Connection): void => {
    connections.delete(cookie)
    calls[Symbol.dispose]()
    held.release()
  }

  const create = (unknown: IUnknown): IConnectionPoint => ({
    ...unknown,
    GetConnectionInterface: async (pIID) => {
      if (!given(pIID)) return E_POINTER
      pIID.value = event.iid as IID<object> // the events that the point was made for
      return S_OK
    },
    GetConnectionPointContainer: async (ppCPC) => {
      if (!given(ppCPC)) return E_POINTER
      ppCPC.value = container()
      ppCPC.value.AddRef()
      return S_OK
    },
    Advise: async (pUnkSink: object | null, pdwCookie: Pointer<DWORD>) => {
      if (!given(pdwCookie)) return E_POINTER
      pdwCookie.value = 0
      // JavaScript passes undefined where it passes nothing.
      if (pUnkSink === null || (pUnkSink as unknown) === undefined) return E_POINTER
      if (connections.size + advising >= SINKS_PER_POINT) return CONNECT_E_ADVISELIMIT
      advising++
      return advise(pUnkSink, pdwCookie).finally(() => advising--)
    },
    Unadvise: async (dwCookie) => {
      const connection = connections.get(dwCookie)
      if (connection === undefined) return CONNECT_E_NOCONNECTION
      drop(dwCookie, connection)
      return S_OK
    },
    EnumConnections: async (ppEnum) => {
      if (!given(ppEnum)) return E_POINTER
      const sinks = [...connections].map(([dwCookie, { sink }]): CONNECTDATA => ({ pUnk: sink, dwCookie }))
      ppEnum.value = createEnumerator(IID_IEnumConnections, sinks)
      return S_OK
    },
  })

  return {
    // Nobody has it yet; whoever does keeps its manager alive.
    object: comObject(facet(IID_IConnectionPoint, create), [], {
      references: 0,
      held: () => container().AddRef(),
      released: () => container().Release(),
    }),
    withdraw: () => {
      withdrawals++
      for (const [cookie, connection] of connections) drop(cookie, connection)
    },
  }
}
