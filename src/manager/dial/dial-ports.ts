/** What interfaces are dialled with, as ports: one for each modem and each line, with a number that it keeps while the service runs. */
import { compact, DialtoneError } from '../../base/index.ts'
import type { DialInterface, DialPort, Modem } from '../../core/index.ts'

export class DialPorts {
  readonly #numbers = new Map<string, number>()
  /** By modem, the connections that it has carried. */
  readonly #calls = new Map<string, Set<number>>()

  /** Counts the connection that the interface has now, if it has one. */
  saw({ connected }: DialInterface): void {
    if (connected === undefined) return
    const calls = this.#calls.get(connected.port) ?? new Set()
    this.#calls.set(connected.port, calls.add(connected.number))
  }

  list(modems: readonly Modem[], interfaces: readonly DialInterface[]): readonly DialPort[] {
    return [...this.#modems(modems, interfaces), ...this.#lines(interfaces)]
  }

  #modems(modems: readonly Modem[], interfaces: readonly DialInterface[]): readonly DialPort[] {
    return modems.map((modem) => {
      const user = interfaces.find(({ connected }) => connected?.port === modem.name)
      return compact({
        number: this.#numberOf(modem.id),
        kind: 'modem' as const,
        name: modem.name,
        modem: modem.id,
        device: modem.device,
        condition: conditionOf(modem, user),
        connection: user?.connected?.number,
        dialInterface: user?.id,
        since: user?.connected?.since,
        calls: this.#calls.get(modem.name)?.size ?? 0,
        statistics: user?.connected?.statistics,
      })
    })
  }

  /** A line is there as long as some interface is to be dialled with it. */
  #lines(interfaces: readonly DialInterface[]): readonly DialPort[] {
    const users = Map.groupBy(
      interfaces.flatMap((one) => {
        const { dialer } = one.settings
        return dialer.kind === 'ppp' ? [{ one, line: dialer.line, answers: dialer.answer !== undefined }] : []
      }),
      ({ line }) => line.device,
    )
    return [...users].flatMap(([device, all]): DialPort[] => {
      const [first] = all
      if (first === undefined) return []
      const user = all.find(({ one }) => one.connected?.port === device)?.one
      return [
        compact({
          number: this.#numberOf(device),
          kind: first.line.kind,
          name: device,
          device,
          condition: lineCondition(all),
          connection: user?.connected?.number,
          dialInterface: user?.id,
          since: user?.connected?.since,
          calls: this.#calls.get(device)?.size ?? 0,
          statistics: user?.connected?.statistics,
        }),
      ]
    })
  }

  /** @throws DialtoneError `not_found`. */
  find(called: string, ports: readonly DialPort[]): DialPort {
    const found = ports.find(
      ({ name, modem, number }) => name === called || modem === called || number.toString() === called,
    )
    if (found !== undefined) return found
    throw new DialtoneError('not_found', `there is no port ${JSON.stringify(called)}`)
  }

  #numberOf(modem: string): number {
    const number = this.#numbers.get(modem) ?? this.#numbers.size + 1
    this.#numbers.set(modem, number)
    return number
  }
}

interface LineUser {
  readonly one: DialInterface
  readonly answers: boolean
}

/** Several interfaces may be dialled with one line, one at a time. */
function lineCondition(users: readonly LineUser[]): DialPort['condition'] {
  const states = users.map(({ one }) => one.state)
  if (states.includes('connected')) return 'authenticated'
  if (states.includes('connecting')) return 'initializing'
  const isThere = users.some(({ one }) => !one.unreachability.includes('no-device'))
  if (!isThere) return 'non-operational'
  return users.some(({ one, answers }) => answers && one.settings.enabled) ? 'listening' : 'disconnected'
}

/** RAS_PORT_CONDITION: a modem that cannot connect is not operational, one that connects is being initialised. */
function conditionOf({ state }: Modem, user: DialInterface | undefined): DialPort['condition'] {
  if (user !== undefined) return 'authenticated'
  switch (state) {
    case 'connecting':
    case 'disconnecting':
      return 'initializing'
    case 'registered':
    case 'connected':
      return 'disconnected'
    default:
      return 'non-operational'
  }
}
