/** Why a dial interface is as it is, down to the modem that it dials with. */
import { formatDuration, type ErrorCode } from '../../base/index.ts'
import {
  calledInCommand,
  composeExplanation,
  describeDialer,
  describeDialOutHours,
  dialledStep,
  MEANT_REASONS,
  partSteps,
  type ConnectionMachine,
  type DataPathState,
  type DialSettings,
  type DialState,
  type Explanation,
  type ExplanationFact,
  type ExplanationStanding,
  type ModemMachine,
  type ReasonedStep,
} from '../../core/index.ts'
import { idleLimit } from '../idle.ts'
import { dialRemedies } from './dial-remedy.ts'
import { explainWithPath, isDeaf, isHollow, UNREACHABLE_TEXT } from './explain.ts'
import type { DialMachine } from './machine.ts'
import { dialState, unreachability } from './unreachability.ts'

/** What the machine itself does not know. */
export interface DialGround {
  readonly dataPath: DataPathState
  /** What it is connected by, or would be; absent where there is no modem to dial with. */
  readonly way?: { readonly modem: ModemMachine; readonly connection: ConnectionMachine }
}

export function explainWholeDial(machine: DialMachine, ground: DialGround): Explanation {
  const { id, settings, since, lastError } = machine
  const { way } = ground
  const reasons = unreachability(machine)
  return composeExplanation({
    what: 'dial-interface',
    id,
    name: settings.name,
    state: dialState(machine),
    since,
    steps: [
      ownStep(machine, ground),
      dataPathStep(machine, ground),
      ...(way === undefined ? [] : [dialledStep(way.modem, way.connection), ...partSteps(way.modem)]),
    ],
    ...(lastError !== undefined && !WISHES.has(lastError.code) && { lastError }),
    ...(reasons.length > 0 && { unreachability: reasons }),
    ...nextOf(machine),
  })
}

/** Ends that somebody, or a rule, has wanted. */
const WISHES: ReadonlySet<ErrorCode> = new Set(['cancelled', 'idle', 'disabled', 'paused'])

function ownStep(machine: DialMachine, ground: DialGround): ReasonedStep {
  const { settings, since, lastError, resting } = machine
  const called = calledInCommand({ id: machine.id, name: settings.name })
  const standing = standingOf(machine, ground)
  return {
    part: 'dial-interface',
    name: settings.name,
    state: dialState(machine),
    standing,
    text: textOf(machine, ground),
    since,
    ...(lastError !== undefined && !WISHES.has(lastError.code) && { cause: lastError }),
    facts: [
      ...factsOf(machine),
      ...(lastError === undefined || !WISHES.has(lastError.code)
        ? []
        : [{ name: 'Ended', value: lastError.message }]),
      ...(resting === undefined ? [] : [{ name: 'Rests', value: 'until traffic or somebody wants it' }]),
    ],
    remedies: [
      ...(standing === 'blocked' || standing === 'held' ? dialRemedies(machine, called) : []),
      ...(isHollow(machine, ground.dataPath) ? dataPathStep(machine, ground).remedies : []),
    ],
  }
}

function standingOf(machine: DialMachine, { dataPath }: DialGround): ExplanationStanding {
  const standings: Record<DialState, ExplanationStanding> = {
    connected: machine.phase.at === 'up' && machine.phase.hangUp !== undefined ? 'busy' : 'well',
    connecting: 'busy',
    disconnected: machine.phase.at === 'ending' ? 'busy' : 'held',
    unreachable: unreachability(machine).every((reason) => MEANT_REASONS.has(reason)) ? 'held' : 'blocked',
  }
  const standing = standings[dialState(machine)]
  return standing === 'held' && dialState(machine) === 'disconnected' && isDeaf(machine, dataPath)
    ? 'blocked'
    : standing
}

function textOf(machine: DialMachine, ground: DialGround): string {
  const { dataPath, way } = ground
  const state = dialState(machine)
  if (state === 'disconnected' && isDeaf(machine, dataPath)) {
    return 'it can be connected by hand, and traffic cannot dial it'
  }
  if (state !== 'unreachable') return explainWithPath(machine, dataPath).text
  const barred = way !== undefined && dialledStep(way.modem, way.connection).standing === 'blocked'
  const texts = unreachability(machine).map((reason) =>
    barred && !MEANT_REASONS.has(reason) && machine.failure?.until === undefined
      ? 'nothing that it could dial with can connect now'
      : UNREACHABLE_TEXT[reason](machine),
  )
  return [...new Set(texts)].join('; ')
}

function factsOf({ settings, phase, failure }: DialMachine): readonly ExplanationFact[] {
  const { dialer, routes, redial, persistent, dialOutHours } = settings
  const limit = idleLimit(settings)
  const dialling = routes.filter(({ dials }) => dials).map(({ destination }) => destination)
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Dials with', dialsWith(dialer)],
    ['Dialled by', persistent ? 'itself: it is persistent' : list(dialling, 'traffic to ')],
    ['Attempt', attemptOf(phase, redial)],
    // While it is up, it may be about to succeed.
    [
      'Failed',
      failure === undefined || phase.at === 'up'
        ? undefined
        : `${failure.round} times since the last success`,
    ],
    ['Hangs up', limit === 'never' ? undefined : `after ${formatDuration(limit)} without use`],
    ['Hours', dialOutHours && describeDialOutHours(dialOutHours)],
  ]
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
}

function dialsWith(dialer: DialSettings['dialer']): string {
  return dialer.kind === 'modem' ? `profile ${describeDialer(dialer)}` : describeDialer(dialer)
}

function list(words: readonly string[], before: string): string | undefined {
  return words.length === 0 ? undefined : `${before}${words.join(', ')}`
}

function attemptOf(phase: DialMachine['phase'], { attempts }: DialSettings['redial']): string | undefined {
  if (phase.at !== 'dialling' && phase.at !== 'waiting') return undefined
  return `${phase.number} of ${attempts + 1}`
}

/** Nothing would be configured. */
const NOTHING_TO_PLAN: ReadonlySet<ErrorCode> = new Set(['not_supported', 'no_device'])

function dataPathStep({ id, settings }: DialMachine, { dataPath }: DialGround): ReasonedStep {
  const common = { part: 'data-path', name: settings.name, state: dataPath.state, facts: [] } as const
  switch (dataPath.state) {
    case 'holding':
      return { ...common, standing: 'well', text: 'packets that dial it are heard, and kept', remedies: [] }
    case 'open':
      return { ...common, standing: 'well', text: 'packets flow through it', remedies: [] }
    case 'withdrawn':
      return {
        ...common,
        standing: 'held',
        text: 'it has no routes while it cannot be dialled',
        remedies: [],
      }
    case 'absent': {
      const { cause } = dataPath
      const called = calledInCommand({ id, name: settings.name })
      return {
        ...common,
        standing: 'blocked',
        text: `nothing is configured in this machine for it: ${cause.message}`,
        cause,
        remedies: [
          ...(cause.code === 'access_denied'
            ? [{ text: 'Run the service as root, or with CAP_NET_ADMIN and CAP_NET_RAW' }]
            : []),
          ...(cause.code === 'not_supported'
            ? [{ text: 'See what this machine lacks', command: 'dialtone doctor' }]
            : []),
          ...(cause.code === 'no_device'
            ? [
                {
                  text: 'Have a modem that carries packets; a virtual one, as root, in place of this service',
                  command: 'dialtone virtual serve --pty PATH --link wwan0',
                },
              ]
            : []),
          ...(cause.code === 'already_exists'
            ? [
                {
                  text: 'Give it another priority',
                  command: `dialtone dial set ${called} --priority NUMBER`,
                },
              ]
            : []),
          ...(NOTHING_TO_PLAN.has(cause.code)
            ? []
            : [
                {
                  text: 'See what would be configured, and what keeps it from that',
                  command: `dialtone dial plan ${called}`,
                },
              ]),
        ],
      }
    }
  }
}

function nextOf({ phase, failure, hoursAt, allowed, settings }: DialMachine): Pick<Explanation, 'next'> {
  if (phase.at === 'waiting') {
    return {
      next: { at: phase.until, text: `attempt ${phase.number + 1} of ${settings.redial.attempts + 1}` },
    }
  }
  if (phase.at !== 'down') return {}
  if (failure?.until !== undefined) {
    const text = settings.persistent ? 'it is dialled again' : 'traffic may dial it again'
    return { next: { at: failure.until, text } }
  }
  if (hoursAt === undefined) return {}
  return { next: { at: hoursAt, text: allowed ? 'its dial-out hours end' : 'its dial-out hours begin' } }
}
