/** Why a modem or a connection is as it is, down to the root. */
import type { Cause } from '../cause.ts'
import { connectionName } from '../connection.ts'
import {
  calledInCommand,
  composeExplanation,
  isRoot,
  type Explanation,
  type ExplanationFact,
  type ReasonedStep,
  type ExplanationStanding,
  type Remedy,
} from '../explanation.ts'
import { describeReached, type ModemState } from '../modem.ts'
import { causeOfEnd, explainConnection } from './connection-explain.ts'
import type { ModemMachine } from './modem.ts'
import { sessionAdvice } from './network-advice.ts'
import { packetServiceStep, radioStep, registrationStep } from './network-step.ts'
import { STATE_OF, type ConnectionMachine } from './phase.ts'
import { simStep } from './sim-step.ts'
import { explainModem, modemState } from './view.ts'

export function explainWholeModem(modem: ModemMachine): Explanation {
  const { identity, phase, cause, since } = modem
  const steps = partSteps(modem)
  const state = modemState(modem)
  const own = ownStep(modem, steps)
  return {
    ...composeExplanation({
      what: 'modem',
      id: identity.id,
      name: identity.name,
      state,
      since: since.state,
      steps: [own, ...steps],
      ...(phase !== 'ready' && cause !== undefined && { lastError: cause }),
    }),
    // The modem as a whole is no part of itself: what it says is said by the part that decides it.
    summary: `${identity.name} is ${state}: ${own.text}`,
    steps: steps.map(({ remedies: _, ...step }) => step),
  }
}

const MODEM_STANDING: Record<ModemState, ExplanationStanding> = {
  initializing: 'busy',
  failed: 'blocked',
  locked: 'blocked',
  disabled: 'blocked',
  enabled: 'blocked',
  searching: 'blocked',
  registered: 'well',
  connecting: 'busy',
  connected: 'well',
  disconnecting: 'busy',
}

/** The modem as a whole, from its parts. */
function ownStep(modem: ModemMachine, steps: readonly ReasonedStep[]): ReasonedStep {
  const { identity, since } = modem
  const state = modemState(modem)
  const barriers = steps.filter(({ standing }) => standing === 'blocked')
  const roots = barriers.filter(isRoot)
  const deciding = roots.length > 0 ? roots : barriers.filter(({ part }) => part === 'registration')
  const standing = state === 'enabled' && deciding.length === 0 ? 'unclear' : MODEM_STANDING[state]
  return {
    part: 'modem',
    name: identity.name,
    state,
    standing,
    text:
      standing === 'blocked' && deciding.length > 0
        ? deciding.map(({ text }) => text).join(' and ')
        : explainModem(modem).text,
    since: since.state,
    facts: [],
    remedies: [],
  }
}

export function explainWholeConnection(modem: ModemMachine, connection: ConnectionMachine): Explanation {
  const cause = causeOfEnd(connection)
  return composeExplanation({
    what: 'connection',
    id: connection.id,
    name: connectionName(modem.identity.name, connection.sessionId),
    state: STATE_OF[connection.phase.at],
    since: connection.since,
    steps: [connectionStep(modem, connection), ...partSteps(modem)],
    ...(cause !== undefined && { lastError: cause }),
  })
}

/** What a connection, and whatever dials with it, rests on. The parts of a modem that is not open are not known. */
export function partSteps(modem: ModemMachine): readonly ReasonedStep[] {
  if (modem.phase !== 'ready') return [deviceStep(modem)]
  return [
    packetServiceStep(modem),
    registrationStep(modem),
    simStep(modem),
    radioStep(modem),
    deviceStep(modem),
  ]
}

/** Whether the modem answers at all. */
function deviceStep(modem: ModemMachine): ReasonedStep {
  const { identity, phase, cause, reached, since } = modem
  const common = { part: 'modem', name: identity.name, since: since.phase } as const
  const facts = [
    { name: 'Device', value: `${identity.device} (${identity.driver})` },
    ...(reached === undefined ? [] : [{ name: 'Reached', value: describeReached(reached) }]),
  ]
  switch (phase) {
    case 'ready':
      return { ...common, state: 'ready', standing: 'well', text: 'the modem answers', facts, remedies: [] }
    case 'unknown':
    case 'initializing':
      return {
        ...common,
        state: 'initializing',
        standing: 'busy',
        text: explainModem(modem).text,
        facts,
        remedies: [{ text: 'Wait until the modem has answered' }],
      }
    case 'failed':
    case 'gone':
      return {
        ...common,
        state: phase,
        standing: 'blocked',
        text: explainModem(modem).text,
        ...(cause !== undefined && { cause }),
        facts,
        remedies: [reviving(phase, cause)],
      }
  }
}

function reviving(phase: 'failed' | 'gone', cause: Cause | undefined): Remedy {
  if (phase === 'gone' || cause?.code === 'unplugged') return { text: 'Plug the modem in again' }
  if (cause?.code === 'access_denied') {
    return {
      text: 'Give the service the right to open the device: run it as root, or in the group of the device',
    }
  }
  return {
    text: 'It is opened again by itself; should that not help, unplug the modem and plug it in again',
  }
}

/** A connection as a step of its own explanation. */
function connectionStep(modem: ModemMachine, connection: ConnectionMachine): ReasonedStep {
  const { phase, use } = connection
  const name = connectionName(modem.identity.name, connection.sessionId)
  const cause = causeOfEnd(connection)
  const barred = phase.at === 'down' && isBarred(modem)
  const standing = standingOf(connection, barred)
  const limitation = phase.at === 'up' ? phase.limitation : undefined
  const called = calledInCommand({ id: connection.id, name })
  return {
    part: 'connection',
    name,
    state: STATE_OF[phase.at],
    standing,
    text: textOf(connection, barred),
    since: connection.since,
    ...(cause !== undefined && { cause }),
    facts: [
      ...fact('Profile', use?.profile),
      ...fact('Access point', use?.accessString === '' ? undefined : use?.accessString),
      ...fact('Limitation', limitation?.text),
    ],
    remedies: standing === 'blocked' || standing === 'held' ? connecting(connection, called, barred) : [],
  }
}

/** A connection as a step of what dials with it: while it is down, that asks for it, and nobody else need. */
export function dialledStep(modem: ModemMachine, connection: ConnectionMachine): ReasonedStep {
  const step = connectionStep(modem, connection)
  if (connection.phase.at !== 'down') return step
  const barred = isBarred(modem)
  return {
    ...step,
    standing: barred ? 'blocked' : 'held',
    text: barred ? `${step.name} cannot be connected` : step.text,
    remedies: [],
  }
}

function isBarred(modem: ModemMachine): boolean {
  return partSteps(modem).some(
    ({ part, standing }) => part !== 'packet-service' && (standing === 'blocked' || standing === 'busy'),
  )
}

function standingOf({ phase }: ConnectionMachine, barred: boolean): ExplanationStanding {
  switch (phase.at) {
    case 'up':
      return 'well'
    case 'down':
      return barred || (phase.ended !== undefined && phase.ended.how !== 'asked') ? 'blocked' : 'held'
    default:
      return 'busy'
  }
}

function textOf(connection: ConnectionMachine, barred: boolean): string {
  const { phase } = connection
  const { text } = explainConnection(connection)
  if (!barred || phase.at !== 'down') return text
  // What barred it then is most often what bars it now, and is said by the step that does.
  if (phase.ended?.how === 'failed') return 'the last attempt failed, and none could succeed now'
  return `${text}, and none could be activated now`
}

function connecting(connection: ConnectionMachine, called: string, barred: boolean): readonly Remedy[] {
  const advice = sessionAdvice(causeOfEnd(connection)?.network)
  const command = `dialtone connect --modem ${called}`
  if (barred) return []
  return [
    ...(advice === undefined ? [] : [{ text: advice }]),
    {
      text: connection.phase.at === 'down' && connection.phase.ended ? 'Connect it again' : 'Connect it',
      command,
    },
  ]
}

function fact(name: string, value: string | undefined): readonly ExplanationFact[] {
  return value === undefined ? [] : [{ name, value }]
}
