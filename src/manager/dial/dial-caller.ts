/** Demand dialling as one caller may use it. */
import { compact, DialtoneError } from '../../base/index.ts'
import {
  CauseError,
  type Caller,
  type Connection,
  type DialCredentials,
  type DialerSettings,
  type DialSettings,
  type Modem,
  type Network,
  type Scope,
} from '../../core/index.ts'
import {
  HIDDEN,
  type Accepted,
  type DialService,
  type DialSettingsChange,
  type OperationName,
} from '../../api/index.ts'
import { refuseDialConnect, refuseDialDisconnect } from '../../policy/index.ts'
import type { RequestBook } from '../request-book.ts'
import type { Versions } from '../versions.ts'
import type { DialDesk } from './dial-desk.ts'
import type { DialPorts } from './dial-ports.ts'
import type { DialUnit } from './dial-unit.ts'
import { dataPathSettings } from './path-runner.ts'

export interface DialShell {
  /** Absent in a service that does no demand dialling. */
  readonly desk: DialDesk | undefined
  readonly ports: DialPorts
  readonly network: Network
  readonly requests: Pick<RequestBook, 'begin'>
  readonly modems: () => readonly Modem[]
  readonly connections: () => readonly Connection[]
  readonly need: (scope: Scope) => void
  readonly told: () => Promise<void>
  /** Tells that the caller did what shows in no event of its own. */
  readonly did: (operation: OperationName, about?: string) => Promise<void>
  readonly versions: Versions
}

export function dialCaller(shell: DialShell, caller: Caller): DialService {
  const { ports, network, requests, need, told, did } = shell
  const by = caller.name
  // Rights are looked at first: whoever has none learns nothing.
  const desk = (scope: Scope): DialDesk => {
    need(scope)
    return shell.desk ?? notRunning()
  }

  const connect = async (unit: DialUnit): Promise<Accepted> => {
    const refusal = refuseDialConnect(unit.machine)
    if (refusal !== undefined) throw new CauseError(refusal)
    const { id: request } = requests.begin({ kind: 'connect-interface', by, dialInterface: unit.id })
    unit.post({ type: 'connect', request, by })
    await told()
    return { requestId: request }
  }

  const disconnect = async (unit: DialUnit): Promise<Accepted> => {
    const refusal = refuseDialDisconnect(unit.machine)
    if (refusal !== undefined) throw new CauseError(refusal)
    const { id: request } = requests.begin({ kind: 'disconnect-interface', by, dialInterface: unit.id })
    unit.post({ type: 'disconnect', request, by })
    await told()
    return { requestId: request }
  }

  const pause = async (paused: boolean) => {
    const state = desk('configure').setPaused(paused, by)
    await told()
    return state
  }

  const allPorts = async (dials: DialDesk) =>
    ports.list(shell.modems(), await Promise.all(dials.units().map((unit) => unit.measured())))

  return {
    demandDial: async () => {
      need('read')
      return shell.desk?.state ?? { state: 'absent' }
    },
    pauseDemandDial: () => pause(true),
    continueDemandDial: () => pause(false),

    dialInterfaces: async () => {
      need('read')
      return shell.desk?.list() ?? []
    },
    dialInterface: async ({ dialInterface }) => desk('read').unit(dialInterface).measured(),
    storedDialInterfaces: async () => {
      need('read')
      return shell.desk?.stored() ?? []
    },
    dialSettings: async ({ dialInterface, of = 'running' }) => {
      need('read')
      return shell.versions.dialSettings(dialInterface, of)
    },
    addDialInterface: async ({ settings, apply = 'both' }) => {
      const dials = desk('configure')
      const beside = apply === 'stored' ? dials.running(settings.name)?.credentials : undefined
      const { credentials } = settings
      const added = dials.add(
        credentials && beside
          ? { ...settings, credentials: changedCredentials(credentials, beside) }
          : settings,
        apply,
        by,
      )
      await told()
      return shell.versions.ofSettings(added)
    },
    setDialInterface: async ({ dialInterface, change, apply = 'both' }) => {
      const changed = desk('configure').set(dialInterface, (before) => applyChange(before, change), apply, by)
      await told()
      return shell.versions.ofSettings(changed)
    },
    removeDialInterface: async ({ dialInterface, apply = 'both' }) => {
      await desk('configure').remove(dialInterface, apply, by)
      await told()
    },
    connectInterface: async ({ dialInterface }) => connect(desk('connect').unit(dialInterface)),
    disconnectInterface: async ({ dialInterface }) => disconnect(desk('connect').unit(dialInterface)),
    clearDialStatistics: async ({ dialInterface }) => {
      const unit = desk('configure').unit(dialInterface)
      if (unit.view.connected === undefined) {
        throw new DialtoneError('not_connected', `${unit.view.name} is not connected: it counts nothing`)
      }
      await unit.clearStatistics()
      await did('clearDialStatistics', unit.view.name)
    },
    dialPorts: async () => allPorts(desk('read')),
    disconnectPort: async ({ port }) => {
      const dials = desk('connect')
      const { name, dialInterface } = ports.find(port, ports.list(shell.modems(), dials.list()))
      if (dialInterface !== undefined) return disconnect(dials.unit(dialInterface))
      throw new DialtoneError('not_connected', `no dial interface is connected by ${name}`)
    },
    lanInterfaces: async () => {
      need('read')
      // A modem's device that looks like any other shows itself by the connection that it carries.
      const links = new Set([
        ...shell.connections().map(({ link }) => link?.name),
        ...(shell.desk?.list() ?? []).map(({ connected }) => connected?.link.name),
      ])
      return network.lanInterfaces().filter(({ name }) => !links.has(name))
    },
    planDialInterface: async ({ dialInterface, settings }) => {
      const dials = desk('read')
      if ((dialInterface === undefined) === (settings === undefined)) {
        throw new DialtoneError('invalid_argument', 'either a dial interface or settings have to be given')
      }
      const unit = dialInterface === undefined ? undefined : dials.unit(dialInterface)
      const planned = unit?.machine.settings ?? (settings && dials.checked(settings))
      if (planned === undefined) throw new DialtoneError('internal', 'there is nothing to plan')
      const connected = unit?.view.connected
      const lines = network.plan(dataPathSettings(planned), connected)
      return compact({ lines, obstacle: network.obstacle })
    },
  }
}

/** What is left out stays, `null` takes away; a password stays with its user name unless another is given, or it is to stay. */
function applyChange(before: DialSettings, change: DialSettingsChange): DialSettings {
  const { dialer, filter, dialOutHours, credentials, ...rest } = change
  const { filter: wasFilter, dialOutHours: wasHours, credentials: was, ...kept } = before
  return compact({
    ...kept,
    ...compact(rest),
    dialer: dialer === undefined ? before.dialer : changedDialer(dialer, before.dialer),
    filter: filter === undefined ? wasFilter : (filter ?? undefined),
    dialOutHours: dialOutHours === undefined ? wasHours : (dialOutHours ?? undefined),
    credentials:
      credentials === undefined
        ? was
        : credentials === null
          ? undefined
          : changedCredentials(credentials, was),
  })
}

/** Whoever may not see the commands of a line gives back what stands for them: they stay as they are. */
function changedDialer(given: DialerSettings, was: DialerSettings): DialerSettings {
  if (given.kind !== 'ppp' || given.line.kind !== 'serial') return given
  const known = was.kind === 'ppp' && was.line.kind === 'serial' ? was.line.init : []
  const init = given.line.init.map((command, index) =>
    command === HIDDEN ? (known[index] ?? command) : command,
  )
  return { ...given, line: { ...given.line, init } }
}

function changedCredentials(
  { keepPassword = false, ...given }: NonNullable<DialSettingsChange['credentials']>,
  was: DialSettings['credentials'],
): DialCredentials {
  const userName = shownName(given.userName, was?.userName)
  const stays = keepPassword || userName === was?.userName
  return compact({ ...given, userName, password: given.password ?? (stays ? was?.password : undefined) })
}

/** Whoever may not see a user name gives back what stands for it: it stays as it is. */
function shownName(given: string, was: string | undefined): string {
  if (given !== HIDDEN) return given
  if (was !== undefined) return was
  throw new DialtoneError('invalid_argument', 'there is no user name yet: give one')
}

function notRunning(): never {
  throw new DialtoneError('demand_dial_not_running', 'this service does no demand dialling')
}
