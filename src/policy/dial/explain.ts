/** Why an interface is in the state it is in. Every state has a reason. */
import type { Cause, DataPathState, Reason, UnreachabilityReason } from '../../core/index.ts'
import type { DialMachine, DialOrigin } from './machine.ts'
import { dialState, obstacles } from './unreachability.ts'
import { packetText } from './packet-text.ts'

/** The reason of its state, and that nothing of this machine goes through it, where that is so. */
export function explainWithPath(machine: DialMachine, dataPath: DataPathState): Reason {
  const reason = explainDial(machine)
  if (dataPath.state !== 'absent') return reason
  const { message } = dataPath.cause
  if (isHollow(machine, dataPath)) {
    return { ...reason, text: `${reason.text}, but no packets of this machine go through it: ${message}` }
  }
  if (dialState(machine) === 'disconnected' && isDeaf(machine, dataPath)) {
    return { ...reason, text: reason.text.replace(DIALS, () => `traffic cannot dial it: ${message}`) }
  }
  return reason
}

/** The link is up, and nothing of this machine leads to it. */
export function isHollow(machine: DialMachine, { state }: DataPathState): boolean {
  return dialState(machine) === 'connected' && state === 'absent'
}

/** Traffic is to dial it, and nobody hears of traffic. */
export function isDeaf({ settings, phase }: DialMachine, { state }: DataPathState): boolean {
  return phase.at === 'down' && state === 'absent' && settings.routes.some(({ dials }) => dials)
}

export function explainDial(machine: DialMachine): Reason {
  const { phase, settings } = machine
  switch (phase.at) {
    case 'dialling':
      return {
        code: `dialling-${phase.origin.how}`,
        text: `${attemptText(phase.number, settings.redial.attempts)}: ${originText(phase.origin)}`,
      }
    case 'waiting':
      return {
        code: 'redialling',
        text: `${attemptText(phase.number, settings.redial.attempts)} failed and it dials again soon: ${phase.cause.message}`,
      }
    case 'connecting-elsewhere':
      return {
        code: 'connecting-elsewhere',
        text: `its connection is being brought up by ${phase.by ?? 'another program'}`,
      }
    case 'up':
      return explainUp(phase)
    case 'ending':
      return explainEnding(phase)
    case 'down':
      return dialState(machine) === 'unreachable' ? explainUnreachable(machine) : explainDown(machine)
  }
}

function explainUp(phase: Extract<DialMachine['phase'], { at: 'up' }>): Reason {
  const { hangUp, origin, link } = phase
  if (hangUp !== undefined) {
    return { code: `hanging-up-${word(hangUp.why)}`, text: `it is being hung up: ${hangUp.why.message}` }
  }
  if (link.direction === 'incoming') return { code: 'called', text: `a call came in at ${link.port}` }
  if (origin === undefined) {
    return {
      code: 'connected-elsewhere',
      text: `its connection was brought up by ${link.by ?? 'another program'}`,
    }
  }
  return { code: `dialled-${origin.how}`, text: originText(origin) }
}

function explainEnding({ next }: Extract<DialMachine['phase'], { at: 'ending' }>): Reason {
  const text = 'it is down, and what took it there is coming to its end'
  return {
    code: 'ending',
    text: next === undefined ? text : `${text}; it is dialled then: ${originText(next.origin)}`,
  }
}

function explainUnreachable(machine: DialMachine): Reason {
  const bars = obstacles(machine)
  const [first = 'connection-failure'] = bars
  const text = bars.map((bar) => UNREACHABLE_TEXT[bar](machine)).join('; ')
  return { code: first, text }
}

/** What each reason means for this interface. */
export const UNREACHABLE_TEXT: Record<UnreachabilityReason, (machine: DialMachine) => string> = {
  'out-of-resources': ({ obstacle }) => obstacle?.message ?? 'what it dials with is in use',
  disabled: () => 'it is disabled',
  'connection-failure': ({ failure, obstacle, lastError }) =>
    failure?.until === undefined
      ? (obstacle?.message ?? 'dialling failed')
      : `all attempts failed, ${timesText(failure.round)}; it waits before it may be dialled again: ${lastError?.message ?? 'no cause was given'}`,
  paused: () => 'demand dialling is paused',
  'dial-out-hours': () => 'it may not dial at this hour',
  'no-media-sense': ({ obstacle }) => obstacle?.message ?? 'there is no network',
  'no-device': ({ obstacle }) => obstacle?.message ?? 'there is nothing to dial with',
}

const DIALS = 'traffic dials it'

function explainDown({ settings, lastError, resting }: DialMachine): Reason {
  const last = lastError === undefined ? '' : `; last: ${lastError.message}`
  if (resting !== undefined && settings.persistent) {
    return {
      code: 'resting',
      text: `it was disconnected by hand and stays so until traffic or somebody wants it${last}`,
    }
  }
  const code = lastError === undefined ? 'waiting-for-traffic' : `ended-${word(lastError)}`
  const dials = settings.routes.some((route) => route.dials)
  return {
    code,
    text: `${dials ? DIALS : 'no route of it dials: it is connected by hand'}${last}`,
  }
}

function originText(origin: DialOrigin): string {
  switch (origin.how) {
    case 'hand':
      return `${origin.by} asked for it`
    case 'traffic':
      return `${packetText(origin.packet)} dialled it`
    case 'persistence':
      return 'it is persistent'
  }
}

function attemptText(number: number, redials: number): string {
  return redials === 0 ? 'the only attempt' : `attempt ${number} of ${redials + 1}`
}

function timesText(round: number): string {
  return round === 1 ? 'once' : `${round} times in a row`
}

function word({ code }: Cause): string {
  return code.replaceAll('_', '-')
}
