/** Explanations of all there is: which modem and which connection stand behind a dial interface is known here. */
import { DialtoneError, thereAre } from '../base/index.ts'
import {
  connectionExists,
  connectObstacle,
  explainWholeConnection,
  explainWholeModem,
  type Explanation,
  type ModemMachine,
} from '../core/index.ts'
import { explainWholeDial, type DialGround } from '../policy/index.ts'
import type { DialDesk } from './dial/dial-desk.ts'
import type { LeftBehind } from './dial/dial-leftovers.ts'
import type { DialUnit } from './dial/dial-unit.ts'
import type { Floor } from './floor.ts'

/** Every modem has it, and dial interfaces use no other. */
const SESSION = 0

/** @throws DialtoneError `not_found`. */
export function explain(called: string, floor: Floor, dial: DialDesk | undefined): readonly Explanation[] {
  const all = explainAll(floor, dial)
  const found = all.filter(
    ({ what, id, name }) =>
      id === called.toLowerCase() ||
      (what === 'dial-interface' ? name.toLowerCase() === called.toLowerCase() : name === called),
  )
  if (found.length > 0) return found
  // A session without a connection is none that nobody has heard of, and says why.
  if (called.includes('/')) floor.connection(called)
  const names = [...new Set(all.map(({ name }) => name))]
  const there = thereAre(names, 'there is nothing')
  throw new DialtoneError(
    'not_found',
    `there is no dial interface, connection or modem ${JSON.stringify(called)}: ${there}`,
  )
}

export function explainTroubles(floor: Floor, dial: DialDesk | undefined): readonly Explanation[] {
  return explainAll(floor, dial).filter(({ standing }) => standing === 'blocked')
}

/** The outermost first. */
function explainAll(floor: Floor, dial: DialDesk | undefined): readonly Explanation[] {
  const modems = floor.present().map(({ modem }) => modem)
  const units = (dial?.units() ?? []).toSorted((one, other) => (one.view.name < other.view.name ? -1 : 1))
  return [
    ...units.map((unit) => explainWholeDial(unit.machine, groundOf(unit, floor))),
    ...modems.flatMap((modem) =>
      [...modem.sessions.values()]
        .filter((session) => connectionExists(modem, session))
        .map((session) => ofLeftover(explainWholeConnection(modem, session), dial?.leftBehind(session.id))),
    ),
    ...modems.map(explainWholeModem),
  ]
}

/** A connection that an interface has left up and that is to be hung up. */
function ofLeftover(explanation: Explanation, left: LeftBehind | undefined): Explanation {
  if (left === undefined || explanation.state === 'deactivated') return explanation
  const { name, refused } = left
  const [own, ...rest] = explanation.steps
  if (own === undefined) return explanation
  const facts = [
    ...own.facts,
    { name: 'Left by', value: `${name}, a dial interface that is not there any more` },
    ...(refused === undefined ? [] : [{ name: 'Hanging up failed', value: refused.cause.message }]),
  ]
  const steps = [{ ...own, facts }, ...rest]
  if (refused === undefined) return { ...explanation, steps }
  const { cause: lastError, again: at } = refused
  return { ...explanation, steps, lastError, next: { at, text: 'it is hung up, as nothing has it' } }
}

function groundOf({ machine, view }: DialUnit, floor: Floor): DialGround {
  const way = wayOf(machine, floor)
  return { dataPath: view.dataPath, ...(way !== undefined && { way }) }
}

/** The connection that serves the interface; else that of the modem which is nearest to being able to. */
function wayOf({ phase, settings }: DialUnit['machine'], floor: Floor): DialGround['way'] {
  const { dialer } = settings
  if (dialer.kind !== 'modem') return undefined
  const { modems, profile } = dialer
  const there = floor.named(modems).map(({ modem }) => modem)
  const serving = there.flatMap((modem) =>
    [...modem.sessions.values()].flatMap((connection) => {
      const serves =
        phase.at === 'up'
          ? connection.id === phase.link.connection
          : connection.phase.at !== 'down' && connection.use?.profile === profile
      return serves ? [{ modem, connection }] : []
    }),
  )
  const [first] = serving
  return first ?? defaultOf(there.find(canConnect) ?? there.find(isReady) ?? there[0])
}

function canConnect(modem: ModemMachine): boolean {
  return connectObstacle(modem, SESSION) === undefined
}

function isReady({ phase }: ModemMachine): boolean {
  return phase === 'ready'
}

function defaultOf(modem: ModemMachine | undefined): DialGround['way'] {
  const connection = modem?.sessions.get(SESSION)
  return modem === undefined || connection === undefined ? undefined : { modem, connection }
}
