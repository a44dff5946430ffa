/** Whether an interface can be used, and what stands in its way. */
import type { Cause, DialState, UnreachabilityReason } from '../../core/index.ts'
import type { DialMachine } from './machine.ts'

/** The state as others see it. CONNECTED exactly while there is a link, whoever asked for it. */
export function dialState(machine: DialMachine): DialState {
  switch (machine.phase.at) {
    case 'up':
      return 'connected'
    case 'dialling':
    case 'waiting':
    case 'connecting-elsewhere':
      return 'connecting'
    case 'ending':
      // Whoever was promised a connection is to see that it is on its way.
      if (isAskedAgain(machine)) return 'connecting'
      break
    case 'down':
      break
  }
  return obstacles(machine).length === 0 ? 'disconnected' : 'unreachable'
}

/** On its way down, and somebody has asked for it since. */
function isAskedAgain({ phase }: DialMachine): boolean {
  return phase.at === 'ending' && phase.next?.origin.how === 'hand'
}

/** In the order of their bits; none unless unreachable. */
export function unreachability(machine: DialMachine): readonly UnreachabilityReason[] {
  return dialState(machine) === 'unreachable' ? obstacles(machine) : []
}

/** Everything that keeps it from being dialled by traffic or persistence. */
export function obstacles(machine: DialMachine): readonly UnreachabilityReason[] {
  const { settings, paused, allowed, failure, obstacle } = machine
  const dialer = obstacle && reasonOfObstacle(obstacle)
  return [
    ...(dialer === 'out-of-resources' ? [dialer] : []),
    ...(settings.enabled ? [] : (['disabled'] as const)),
    ...(failure?.until === undefined && dialer !== 'connection-failure'
      ? []
      : (['connection-failure'] as const)),
    ...(paused ? (['paused'] as const) : []),
    ...(allowed ? [] : (['dial-out-hours'] as const)),
    ...(dialer === 'no-media-sense' || dialer === 'no-device' ? [dialer] : []),
  ]
}

/**
 * Why a connect by hand is refused at once: hours and earlier failures do not bar it. Of what is still coming down, what
 * the dialer said last may be out of date: that is looked at once it is down.
 */
export function refuseDialConnect(machine: DialMachine): Cause | undefined {
  const { settings, phase, paused, obstacle } = machine
  const refuse = (code: Cause['code'], text: string): Cause => ({ code, message: `${settings.name} ${text}` })
  switch (phase.at) {
    case 'up':
      return phase.hangUp === undefined
        ? refuse('already_connected', 'is connected already')
        : refuse('busy', 'is being disconnected; wait a moment')
    case 'dialling':
    case 'waiting':
    case 'connecting-elsewhere':
      return refuse('already_connecting', 'is being connected already')
    case 'ending':
      if (isAskedAgain(machine)) return refuse('already_connecting', 'is being connected already')
      break
    case 'down':
      break
  }
  if (!settings.enabled) {
    return refuse('disabled', `is disabled: enable it with "dialtone dial enable ${settings.name}"`)
  }
  if (paused) return refuse('paused', 'cannot connect: demand dialling is paused')
  if (phase.at === 'ending' || obstacle === undefined) return undefined
  return { ...obstacle, message: `${settings.name} cannot connect: ${obstacle.message}` }
}

/** Why a disconnect is refused at once. */
export function refuseDialDisconnect({ settings, phase }: DialMachine): Cause | undefined {
  if (phase.at !== 'down') return undefined
  return {
    code: 'not_connected',
    message: `${settings.name} is not connected: there is nothing to disconnect`,
  }
}

/** What a dialer says bars dialling, as RRAS sorts it. */
function reasonOfObstacle({ code }: Cause): UnreachabilityReason {
  switch (code) {
    case 'no_device':
    case 'unplugged':
      return 'no-device'
    case 'busy':
    case 'max_activated_contexts':
      return 'out-of-resources'
    case 'not_found':
    case 'invalid_profile':
    case 'storage_failed':
      // Its profile, not its modem.
      return 'connection-failure'
    default:
      // There is a modem, but no SIM, no radio or no network.
      return 'no-media-sense'
  }
}
