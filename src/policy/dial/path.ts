/** Where the packets of an interface are to go: what follows from its state, and from nothing else. */
import { equal } from '../../base/index.ts'
import type { DialMachine, DialPath } from './machine.ts'
import { dialState } from './unreachability.ts'

export function pathOf(machine: DialMachine): DialPath {
  const { phase } = machine
  if (phase.at === 'up') return { to: 'open', link: { ip: phase.link.ip, link: phase.link.link } }
  return dialState(machine) === 'unreachable' ? { to: 'withdrawn' } : { to: 'hold' }
}

export function samePath(one: DialPath, other: DialPath): boolean {
  return one === other || equal(one, other)
}
