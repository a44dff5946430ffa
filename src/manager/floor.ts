/** All modems and connections that there are, found by what people call them. */
import { DialtoneError, remembered, thereAre } from '../base/index.ts'
import {
  connectionExists,
  connectionId,
  connectionName,
  sessionLimit,
  viewConnection,
  viewModem,
  type Connection,
  type ConnectionMachine,
  type Modem,
  type ModemMachine,
} from '../core/index.ts'
import type { ModemUnit } from './modem-unit.ts'

/** A connection, or the place where one would be. */
export interface Place {
  readonly unit: ModemUnit
  readonly modem: ModemMachine
  readonly sessionId: number
  /** Absent where there is none at present. */
  readonly session: ConnectionMachine | undefined
}

/** A machine is another one after each step, so what is seen of one never changes. */
const modemOf = remembered(viewModem)
const connectionsOf = remembered((modem: ModemMachine): readonly Connection[] =>
  [...modem.sessions.values()]
    .filter((session) => connectionExists(modem, session))
    .map((session) => viewConnection(modem, session)),
)

/** All that was there at one time, in one list: the same list for everybody who asks before something changes. */
interface View {
  readonly machines: readonly (readonly [ModemUnit, ModemMachine])[]
  readonly modems: readonly Modem[]
  readonly connections: readonly Connection[]
}

export class Floor {
  readonly #units = new Set<ModemUnit>()
  #latest: View = { machines: [], modems: [], connections: [] }

  add(unit: ModemUnit): void {
    this.#units.add(unit)
  }

  remove(unit: ModemUnit): void {
    this.#units.delete(unit)
  }

  units(): readonly ModemUnit[] {
    return [...this.#units]
  }

  /** By name. */
  present(): readonly { readonly unit: ModemUnit; readonly modem: ModemMachine }[] {
    return this.#machines().map(([unit, modem]) => ({ unit, modem }))
  }

  /** Those of these names or ids, in this order; all, by name, where none is named. */
  named(wanted: readonly string[]): ReturnType<Floor['present']> {
    const all = this.present()
    if (wanted.length === 0) return all
    const named = wanted.flatMap((called) =>
      all.filter(({ modem: { identity } }) => identity.name === called || identity.id === called),
    )
    return [...new Set(named)]
  }

  modems(): readonly Modem[] {
    return this.#view().modems
  }

  /** @throws DialtoneError `not_found`. */
  modem(called: string): Modem {
    const modem = this.modems().find(({ id, name }) => id === called || name === called)
    return modem ?? unknown('modem', called, this.modems())
  }

  /** @throws DialtoneError `not_found`. */
  unit(called: string): { readonly unit: ModemUnit; readonly modem: ModemMachine } {
    const machines = this.#machines()
    const found = machines.find(([, { identity }]) => identity.id === called || identity.name === called)
    if (found === undefined) return unknown('modem', called, this.modems())
    const [unit, modem] = found
    return { unit, modem }
  }

  connections(): readonly Connection[] {
    return this.#view().connections
  }

  /** @throws DialtoneError `not_found`. */
  connection(called: string): Connection {
    const { modem, session, sessionId } = this.place(called)
    if (session !== undefined) return viewConnection(modem, session)
    const why = sessionId === 0 ? modemOf(modem).reason.text : 'nobody has asked for it'
    throw new DialtoneError(
      'not_found',
      `${connectionName(modem.identity.name, sessionId)} has no connection at present: ${why}`,
    )
  }

  /**
   * Where a connection is, or would be: each session that a modem has can be asked for.
   * @throws DialtoneError `not_found` when there is no such modem or session.
   */
  place(called: string): Place {
    for (const [unit, modem] of this.#machines()) {
      const sessionId = sessionCalled(modem, called)
      if (sessionId === undefined) continue
      const session = modem.sessions.get(sessionId)
      const exists = session !== undefined && connectionExists(modem, session)
      return { unit, modem, sessionId, session: exists ? session : undefined }
    }
    return unknown('connection', called, this.connections())
  }

  #view(): View {
    const machines = this.#machines()
    const before = this.#latest.machines
    const changed =
      machines.length !== before.length || machines.some(([, one], at) => one !== before[at]?.[1])
    if (changed) {
      this.#latest = {
        machines,
        modems: machines.map(([, modem]) => modemOf(modem)),
        connections: machines.flatMap(([, modem]) => connectionsOf(modem)),
      }
    }
    return this.#latest
  }

  /** By name, `modem2` before `modem10`. */
  #machines(): readonly (readonly [ModemUnit, ModemMachine])[] {
    return this.units()
      .flatMap((unit) => (unit.machine === undefined ? [] : [[unit, unit.machine] as const]))
      .sort(([, one], [, other]) => order(one.identity.name, other.identity.name))
  }
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The session of the modem whose connection is called so. Another program may use more than the modem says it has. */
function sessionCalled(modem: ModemMachine, called: string): number | undefined {
  const { id, name } = modem.identity
  const one = GUID.test(called)
    ? (sessionId: number) => connectionId(id, sessionId) === called
    : (sessionId: number) => connectionName(name, sessionId) === called
  const all = Array.from({ length: sessionLimit(modem) }, (_, sessionId) => sessionId)
  return [...modem.sessions.keys()].find(one) ?? all.find(one)
}

function order(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1)
}

function unknown(what: string, called: string, known: readonly { readonly name: string }[]): never {
  const names = known.map(({ name }) => name)
  throw new DialtoneError('not_found', `there is no ${what} ${JSON.stringify(called)}: ${thereAre(names)}`)
}
