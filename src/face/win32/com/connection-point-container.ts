/** The connection points of a manager. */
import { CONNECT_E_NOCONNECTION, E_POINTER, S_OK } from '../hresult.ts'
import { facet, type Facet } from './com-object.ts'
import {
  IID_IConnectionPointContainer,
  IID_IEnumConnectionPoints,
  type IConnectionPoint,
  type IConnectionPointContainer,
} from './connection-point-interface.ts'
import { createConnectionPoint, type ConnectionPointOptions } from './connection-point.ts'
import { createEnumerator } from './enumerator.ts'
import { canonicalGuid, type IID } from './guid.ts'
import { given, type Pointer } from './holder.ts'
import type { EventInterface } from './sink.ts'

export interface ConnectionPoints {
  /** The manager's interface by which the points are found. */
  readonly facet: Facet<IConnectionPointContainer>
  /** Lets go of all sinks of all points. */
  readonly withdraw: () => void
}

/** One point for each event interface. `container` gives the manager's IConnectionPointContainer. */
export function createConnectionPoints<Event extends EventInterface>(
  events: readonly Event[],
  container: () => IConnectionPointContainer,
  connect: (event: Event, ...sink: Parameters<ConnectionPointOptions['connect']>) => Promise<Disposable>,
): ConnectionPoints {
  const points = new Map(
    events.map((event) => [
      canonicalGuid(event.iid),
      createConnectionPoint({ event, container, connect: (...sink) => connect(event, ...sink) }),
    ]),
  )
  return {
    facet: facet(IID_IConnectionPointContainer, (unknown) => ({
      ...unknown,
      EnumConnectionPoints: async (ppEnum) => {
        if (!given(ppEnum)) return E_POINTER
        const all = [...points.values()].map(({ object }) => object.primary)
        ppEnum.value = createEnumerator(IID_IEnumConnectionPoints, all, (point) => point.AddRef())
        return S_OK
      },
      FindConnectionPoint: async <Events>(riid: IID<Events>, ppCP: Pointer<IConnectionPoint<Events>>) => {
        if (!given(ppCP)) return E_POINTER
        const point = points.get(canonicalGuid(riid))?.object.primary
        point?.AddRef()
        // The IID stands for the events, and null for "no such point", as in C.
        ppCP.value = (point ?? null) as IConnectionPoint<Events>
        return point === undefined ? CONNECT_E_NOCONNECTION : S_OK
      },
    })),
    withdraw: () => {
      for (const point of points.values()) point.withdraw()
    },
  }
}
