/** Names that the service knows, for completion: asked for in a moment, or not at all. */
import { Seconds, type Clock } from '../../../base/index.ts'
import type { Service, Snapshot } from '../../../api/index.ts'
import { listRouters } from '../../../reach/index.ts'
import type { Context } from '../context.ts'
import type { Ask, Candidate } from './complete.ts'

/** Whoever presses the key waits for it. A service answers within a few milliseconds; on a machine that is busy, within this. */
const PATIENCE = Seconds(2)

export function asking(context: Pick<Context, 'service' | 'routersFile' | 'host'>): Ask {
  return async (kind) => {
    try {
      if (kind === 'router') {
        return listRouters(context.routersFile).map(({ name, address }) => ({
          value: name,
          description: address,
        }))
      }
      return await inTime(namesOf(context.service, kind), context.host.clock)
    } catch {
      // A shell has nowhere to say that no service runs.
      return []
    }
  }
}

async function inTime(asked: Promise<readonly Candidate[]>, clock: Clock): Promise<readonly Candidate[]> {
  const late = Promise.withResolvers<readonly Candidate[]>()
  using _ = clock.setTimer(PATIENCE, () => late.resolve([]))
  return await Promise.race([asked, late.promise])
}

type Kind = Exclude<Parameters<Ask>[0], 'router'>

async function namesOf(service: Service, kind: Kind): Promise<readonly Candidate[]> {
  switch (kind) {
    case 'token':
      return (await service.tokens()).map(({ name }) => ({ value: name }))
    case 'virtual-modem':
      return (await service.virtualModems()).map(({ name, summary }) => ({
        value: name,
        description: summary,
      }))
    default:
      return fromSnapshot(await service.snapshot(), kind)
  }
}

function fromSnapshot(
  { modems, connections, dialInterfaces, profiles, requests }: Snapshot,
  kind: Exclude<Kind, 'token' | 'virtual-modem'>,
): readonly Candidate[] {
  const stated = (all: readonly { readonly name: string; readonly state: string }[]): readonly Candidate[] =>
    all.map(({ name, state }) => ({ value: name, description: state }))
  const either = [...modems, ...connections.filter(({ sessionId }) => sessionId !== 0)]
  switch (kind) {
    case 'modem':
      return stated(modems)
    case 'connection':
      return stated(connections)
    case 'dial-interface':
      return stated(dialInterfaces)
    case 'modem-or-connection':
      return stated(either)
    case 'anything':
      return stated([...dialInterfaces, ...either])
    case 'profile':
      return profiles.map(({ name }) => ({ value: name }))
    case 'request':
      return requests.map(({ id, kind: what }) => ({ value: id.toString(), description: what }))
  }
}
