/** Runs the machine of a modem through facts, and says in words what it wants done. */
import {
  initialModem,
  stepModem,
  viewConnection,
  type Connection,
  type Cause,
  type ModemEffect,
  type ModemFact,
  type ModemMachine,
} from '../../src/core/index.ts'

export const identity = {
  id: '2f1a7d5e-0000-5000-8000-000000000001',
  name: 'modem0',
  driver: 'test',
  device: 'test',
}

/** The modem after the facts, and all effects on the way; the time of a fact is its number. */
export function run(
  facts: readonly ModemFact[],
  from?: ModemMachine,
): { state: ModemMachine; effects: ModemEffect[] } {
  let state = from ?? initialModem(identity, { now: 0 })
  const effects: ModemEffect[] = []
  for (const [index, fact] of facts.entries()) {
    const step = stepModem(state, fact, index + 1)
    state = step.state
    effects.push(...step.effects)
  }
  return { state, effects }
}

/** One word per effect, so that a story reads as a column. */
function word(effect: ModemEffect): string[] {
  switch (effect.type) {
    case 'tell':
      switch (effect.event.type) {
        case 'connection.changed':
          return [
            `${effect.event.data.state}${effect.event.by === undefined ? '' : ` by ${effect.event.by}`}`,
          ]
        case 'modem.changed':
          return [`modem ${effect.event.data.state}`]
        default:
          return [effect.event.type]
      }
    case 'complete':
      return [`complete ${effect.request} ${effect.cause?.code ?? 'ok'}`]
    case 'attach':
    case 'activate':
    case 'deactivate':
    case 'operate':
    case 'abort':
      return [`${effect.type} #${effect.attempt}`]
    case 'set-timer':
      return [`set ${effect.timer} ${effect.delay}`]
    case 'clear-timer':
    case 'count':
    case 'remember-messages':
    case 'remember':
      return []
  }
}

export const words = (effects: readonly ModemEffect[]): string[] => effects.flatMap(word)

/** The end of a verb that failed. */
export const cause = (code: Cause['code']): { cause: Cause } => ({
  cause: { code, message: `because of ${code}` },
})

/** The default connection. */
export function view(state: ModemMachine): Connection {
  const session = state.sessions.get(0)
  if (session === undefined) throw new Error('session 0 is always there')
  return viewConnection(state, session)
}
