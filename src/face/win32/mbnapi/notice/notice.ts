/** One call that is due to every sink of an event interface. */
import type { SinkResult } from '../../com/unknown.ts'
import type { EventInterfaceName, EventInterfaces } from '../event-interface.ts'

export interface Notice {
  readonly to: EventInterfaceName
  /** Calls a sink that has the interface, and settles when it has returned. */
  call(target: object): Promise<void>
}

/** `tell` makes the objects that it passes anew: every sink gets its own. */
export function notice<Name extends EventInterfaceName>(
  to: Name,
  tell: (sink: EventInterfaces[Name]) => SinkResult | Promise<SinkResult>,
): Notice {
  return {
    to,
    call: async (target) => {
      // The sink was looked at, or asked, when it was registered.
      await tell(target as EventInterfaces[Name])
    },
  }
}
