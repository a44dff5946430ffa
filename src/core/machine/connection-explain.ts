/** Why a connection is in the state it is in. */
import type { Cause } from '../cause.ts'
import { connectionName } from '../connection.ts'
import type { Reason } from '../modem.ts'
import { moverOf, type ConnectionMachine, type Ended } from './phase.ts'

export function explainConnection({ phase, use }: ConnectionMachine): Reason {
  const mover = moverOf(phase)
  const asked = mover === undefined ? '' : ` (request ${mover.request.toString()} by ${mover.by})`
  switch (phase.at) {
    case 'down':
      return explainEnd(phase.ended)
    case 'attaching':
      return { code: 'attaching', text: `attaching to the packet service first${asked}` }
    case 'activating':
      return { code: 'activating', text: `the network is asked for a context${asked}` }
    case 'activating-elsewhere':
      return {
        code: 'activating-elsewhere',
        text:
          use === undefined
            ? 'another program at the modem activates a context'
            : `the modem goes on with what ${use.by} had asked for before the service was started again`,
      }
    case 'up':
      return explainUp(phase.limitation, use)
    case 'abandoning':
      return { code: 'abandoning', text: `the attempt to connect is being given up${asked}` }
    case 'deactivating':
      return phase.attempt === 0
        ? { code: 'deactivating-again', text: `the modem was busy; it is asked again in a moment${asked}` }
        : { code: 'deactivating', text: `the context is being deactivated${asked}` }
    case 'deactivating-elsewhere':
      return {
        code: 'deactivating-elsewhere',
        text: 'the network or another program deactivates the context',
      }
  }
}

/** What ended a connection, as far as it was not somebody's wish. */
export function causeOfEnd({ phase }: ConnectionMachine): Cause | undefined {
  if (phase.at !== 'down' || phase.ended === undefined || phase.ended.how === 'asked') return undefined
  return phase.ended.cause
}

/** What bars a connection, with what cannot be done because of it. */
export function cannotConnect(modem: string, sessionId: number, cause: Cause): Cause {
  return { ...cause, message: `${connectionName(modem, sessionId)} cannot connect: ${cause.message}` }
}

function explainEnd(ended: Ended | undefined): Reason {
  if (ended === undefined) return { code: 'not-asked', text: 'nobody has asked for a connection' }
  switch (ended.how) {
    case 'asked':
      return { code: 'asked', text: `disconnected by ${ended.by}` }
    case 'failed':
      return { code: `failed-${dashed(ended.cause)}`, text: ended.cause.message }
    case 'lost':
      return { code: `lost-${dashed(ended.cause)}`, text: ended.cause.message }
  }
}

function explainUp(limitation: { readonly text: string } | undefined, use: ConnectionMachine['use']): Reason {
  const but = limitation === undefined ? '' : `, with a limitation: ${limitation.text}`
  if (use === undefined) return { code: 'found', text: `the context was found active${but}` }
  const by = use.profile === undefined ? 'a temporary profile' : `profile ${use.profile}`
  return { code: 'asked', text: `connected for ${use.by} with ${by}${but}` }
}

function dashed({ code }: Cause): string {
  return code.replaceAll('_', '-')
}
