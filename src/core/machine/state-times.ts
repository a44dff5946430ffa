/** Since when a modem and its parts are in the state they are in. */
import { equal, type Instant } from '../../base/index.ts'
import type { ModemMachine } from './modem.ts'
import { modemState } from './view.ts'

export interface StateTimes {
  /** Of the modem as a whole. */
  readonly state: Instant
  readonly phase: Instant
  /** Absent while the modem has not told of the part. */
  readonly sim?: Instant
  readonly radio?: Instant
  readonly registration?: Instant
  readonly packetService?: Instant
}

/** The times after a turn. What is told anew in the same state is as old as it was. */
export function timesAfter(before: ModemMachine, after: ModemMachine, now: Instant): StateTimes {
  const { since } = before
  const was = statesOf(before)
  const changed = Object.entries(statesOf(after)).filter(
    ([part, state]) => state !== undefined && !equal(state, was[part as keyof typeof was]), // its own key
  )
  return changed.length === 0
    ? since
    : { ...since, ...Object.fromEntries(changed.map(([part]) => [part, now])) }
}

function statesOf(modem: ModemMachine) {
  const { phase, sim, radio, registration, packetService } = modem
  return {
    state: modemState(modem),
    phase,
    sim: sim && [sim.state, sim.pin?.type],
    radio,
    registration: registration?.state,
    packetService: packetService?.state,
  } satisfies Record<keyof StateTimes, unknown>
}
