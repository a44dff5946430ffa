/** A machine as others see it. */
import { compact } from '../../base/index.ts'
import {
  toPublicDialSettings,
  type DataPathState,
  type DialConnection,
  type DialInterface,
  type LinkStatistics,
} from '../../core/index.ts'
import { explainWithPath } from './explain.ts'
import type { DialMachine, DialMover } from './machine.ts'
import { dialState, unreachability } from './unreachability.ts'

/** What the machine itself does not know. */
export interface DialSurroundings {
  readonly stored: boolean
  readonly dataPath: DataPathState
  readonly statistics?: LinkStatistics | undefined
}

export function viewDial(machine: DialMachine, around: DialSurroundings): DialInterface {
  const { id, settings, phase, since, lastError, failure, allowed, hoursAt } = machine
  return compact({
    id,
    name: settings.name,
    settings: toPublicDialSettings(settings),
    stored: around.stored,
    state: dialState(machine),
    reason: explainWithPath(machine, around.dataPath),
    since,
    unreachability: unreachability(machine),
    lastError,
    nextAttempt: phase.at === 'waiting' ? phase.until : phase.at === 'down' ? failure?.until : undefined,
    hoursBegin: phase.at === 'down' && !allowed ? hoursAt : undefined,
    attempt: phase.at === 'dialling' || phase.at === 'waiting' ? phase.number : undefined,
    connected: phase.at === 'up' ? connectionOf(phase, around.statistics) : undefined,
    request: moversOf(machine)[0]?.request,
    dataPath: around.dataPath,
  })
}

function connectionOf(
  { link, connection, since, origin }: Extract<DialMachine['phase'], { at: 'up' }>,
  statistics: LinkStatistics | undefined,
): DialConnection {
  return compact({
    number: connection,
    direction: link.direction,
    since,
    connection: link.connection,
    port: link.port,
    ip: link.ip,
    link: link.link,
    by: origin === undefined ? link.by : origin.how === 'hand' ? origin.by : undefined,
    statistics,
  })
}

/** The requests that await an end of what is under way. */
export function moversOf({ phase }: DialMachine): readonly DialMover[] {
  switch (phase.at) {
    case 'dialling':
    case 'waiting':
      return phase.movers
    case 'ending':
      return [...(phase.next?.movers ?? []), ...phase.movers]
    case 'up':
      return phase.hangUp?.movers ?? []
    case 'down':
    case 'connecting-elsewhere':
      return []
  }
}
