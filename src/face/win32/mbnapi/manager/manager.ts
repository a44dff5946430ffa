/** What the four managers have in common: one interface of their own, and the connection points of their event interfaces. */
import { comObject, type ComObject, type Facet } from '../../com/com-object.ts'
import { createConnectionPoints } from '../../com/connection-point-container.ts'
import { IID_IConnectionPointContainer } from '../../com/connection-point-interface.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { EVENT_INTERFACES, type EventInterfaceName } from '../event-interface.ts'
import type { Ground } from '../ground.ts'
import type { Notifier } from '../notice/notifier.ts'

/** What managers stand on: objects' ground, and what tells the sinks. */
export interface ManagerGround extends Ground {
  readonly notifier: Notifier
  /** Every manager that lives registers here, so that all can be let go of at once. */
  readonly withdrawals: Set<() => void>
}

export function createManager<T extends IUnknown>(
  ground: ManagerGround,
  own: Facet<T>,
  events: readonly EventInterfaceName[],
): IUnknown {
  const points = createConnectionPoints(
    events.map((name) => ({ name, ...EVENT_INTERFACES[name] })),
    () => manager.as(IID_IConnectionPointContainer),
    ({ name }, sink, target) => ground.notifier.subscribe(name, sink, target),
  )
  const manager: ComObject<T> = comObject(own, [points.facet], {
    released: () => {
      points.withdraw()
      ground.withdrawals.delete(points.withdraw)
    },
  })
  ground.withdrawals.add(points.withdraw)
  return manager.primary
}
