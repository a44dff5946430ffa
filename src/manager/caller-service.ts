/**
 * The service as one caller may use it. A caller whose right is `connect-temporary` may connect with temporary profiles
 * only, and disconnect and give up only what is its own.
 */
import { DialtoneError } from '../base/index.ts'
import {
  additionalSession,
  CauseError,
  connectionId,
  lacking,
  may,
  REQUEST_SCOPES,
  refuseConnect,
  refuseDisconnect,
  refuseOperation,
  isDeviceServiceOperation,
  isPinOperation,
  type Caller,
  type Journal,
  type ContextUse,
  type ModemOperation,
  type Mover,
  type Phase,
  type Request,
  type Scope,
} from '../core/index.ts'
import { parseProfile } from '../profile/index.ts'
import type {
  Accepted,
  CaptureControl,
  Conditions,
  ConnectSettings,
  OperationName,
  Service,
  VirtualControl,
} from '../api/index.ts'
import { captureDesk } from './capture-desk.ts'
import { conditional } from './conditional-service.ts'
import type { ConfigurationDesk } from './configuration-desk.ts'
import { deviceServiceDesk } from './device-service-desk.ts'
import { dialCaller, type DialShell } from './dial/dial-caller.ts'
import type { Floor, Place } from './floor.ts'
import type { KeyBook } from './key-book.ts'
import { keyed } from './keyed-service.ts'
import { messageDesk } from './message-desk.ts'
import type { NetworkDesk } from './network-desk.ts'
import type { PlanDesk } from './plan-desk.ts'
import type { ProfileDesk } from './profile-desk.ts'
import type { RequestBook } from './request-book.ts'
import type { Stage } from './stage.ts'
import type { TokenDesk } from './token-desk.ts'
import { readableSim, refuseForeignProfile, refuseProfileOutOfForce } from './profile-owner.ts'
import { temporarySettings, type Chosen } from './temporary-settings.ts'
import { demandOf, type Versions } from './versions.ts'
import { explain, explainTroubles } from './explain.ts'

export interface Shell {
  readonly floor: Floor
  readonly network: NetworkDesk
  readonly plans: PlanDesk
  readonly tokens: TokenDesk
  readonly journal: Journal
  readonly configuration: ConfigurationDesk
  readonly profiles: ProfileDesk
  readonly versions: Versions
  readonly requests: Pick<RequestBook, 'all' | 'begin' | 'ended' | 'get'>
  readonly keys: KeyBook
  readonly stage: Stage
  readonly dial: Pick<DialShell, 'desk' | 'ports' | 'network'>
  readonly virtual: VirtualControl | undefined
  readonly capture: CaptureControl | undefined
  /** Another at each call, 0 to 255: tells long messages apart. */
  readonly nextReference: () => number
  /** Resolves when everything that has happened so far has been stored and told. */
  readonly told: () => Promise<void>
  /** @throws DialtoneError `service_stopping`. */
  readonly checkOpen: () => void
}

/** A wait is kept short enough for proxies and for whoever has gone without a word. */
const LONGEST_WAIT = 60_000

export function callerService(shell: Shell, caller: Caller, conditions: Conditions = {}): Service {
  const demand = demandOf(conditions)
  const { versions, floor, network, plans, tokens, configuration, profiles, requests, stage, nextReference } =
    shell

  const need = (scope: Scope): void => {
    shell.checkOpen()
    if (may(caller, scope)) return
    throw lacking(caller, scope)
  }

  /** Tells that the caller did what shows in no event of its own. */
  const did = async (operation: OperationName, about?: string): Promise<void> => {
    const data = { operation, ...(about !== undefined && { about }) }
    shell.journal.append({ type: 'operation.done', by: caller.name, data })
    await shell.told()
  }

  const settingsOf = async (input: ConnectSettings): Promise<Chosen> => {
    const { profile, temporary } = input
    const once = temporarySettings(input)
    if (once !== undefined) return { settings: once }
    if (temporary !== undefined) {
      const owned = (await parseProfile(temporary)).profile
      return { settings: owned.context, owned }
    }
    need('connect')
    const owned = profiles.get(profile ?? '')
    return { settings: owned.context, profile: owned.name, owned }
  }

  const begin = async (place: Place, { settings, profile }: Chosen): Promise<Accepted> => {
    const { unit, sessionId } = place
    const by = caller.name
    const named = profile === undefined ? {} : { profile }
    const { accessString } = settings
    const use: ContextUse = { by, ...named, ...(accessString === '' ? {} : { accessString }) }
    const { id: request } = requests.begin({ kind: 'connect', by, ...idsOf(place), ...named })
    unit.post({ type: 'connect', sessionId, request, by, settings, use })
    await shell.told()
    return { requestId: request }
  }

  const operate = async (called: string, operation: ModemOperation): Promise<Accepted> => {
    need(REQUEST_SCOPES[operation.kind])
    const { unit, modem } = floor.unit(called)
    const refusal = refuseOperation(modem, operation)
    if (refusal !== undefined) throw new CauseError(refusal)
    const { id: request } = requests.begin({
      kind: operation.kind,
      by: caller.name,
      modem: modem.identity.id,
      ...(isPinOperation(operation) && { pin: operation.pin }),
      ...(isDeviceServiceOperation(operation) && { service: operation.service }),
      ...(operation.kind === 'device-command' && { command: operation.command }),
    })
    unit.post({ type: 'operate', operation, request, by: caller.name })
    await shell.told()
    return { requestId: request }
  }

  const owns = (by: string | undefined): boolean => may(caller, 'connect') || by === caller.name

  const service: Service = {
    caller: async () => {
      need('read')
      return { name: caller.name, scopes: caller.scopes }
    },
    snapshot: async () => {
      need('read')
      return stage.snapshot()
    },
    modems: async () => {
      need('read')
      return floor.modems()
    },
    modem: async ({ modem }) => {
      need('read')
      return floor.modem(modem)
    },
    connections: async () => {
      need('read')
      return floor.connections()
    },
    connection: async ({ connection }) => {
      need('read')
      return floor.connection(connection)
    },

    connect: async (input) => {
      need('connect-temporary')
      const chosen = await settingsOf(input)
      const place = floor.place(input.connection)
      const refusal = refuseConnect(place.modem, place.sessionId)
      if (refusal !== undefined) throw new CauseError(refusal)
      refuseForeignProfile(place.modem, chosen)
      refuseProfileOutOfForce(place.modem, chosen)
      return begin(place, chosen)
    },

    acquire: async (input) => {
      need('connect-temporary')
      const chosen = await settingsOf(input)
      const { unit, modem } = floor.unit(input.modem)
      const { refusal, sessionId } = additionalSession(modem)
      if (refusal !== undefined) throw new CauseError(refusal)
      refuseForeignProfile(modem, chosen)
      refuseProfileOutOfForce(modem, chosen)
      const place = { unit, modem, sessionId, session: undefined }
      const accepted = await begin(place, chosen)
      return { ...accepted, connection: idsOf(place).connection }
    },

    disconnect: async ({ connection }) => {
      need('connect-temporary')
      const place = floor.place(connection)
      const refusal = refuseDisconnect(place.modem, place.sessionId)
      if (refusal !== undefined) throw new CauseError(refusal)
      if (!owns(ownerOf(place))) throw notOwn(caller, 'disconnect a connection')
      const { id: request } = requests.begin({ kind: 'disconnect', by: caller.name, ...idsOf(place) })
      place.unit.post({ type: 'disconnect', sessionId: place.sessionId, request, by: caller.name })
      await shell.told()
      return { requestId: request }
    },

    why: async ({ name }) => {
      need('read')
      return explain(name, shell.floor, shell.dial.desk)
    },
    attention: async () => {
      need('read')
      return explainTroubles(shell.floor, shell.dial.desk)
    },
    network: async () => {
      need('read')
      return network.status()
    },
    dataPlan: async ({ modem }) => {
      need('read')
      return versions.dataPlan(modem)
    },
    setDataPlan: async ({ modem, ...plan }) => {
      need('configure')
      plans.set(floor.unit(modem).modem, plan, caller)
      const set = versions.dataPlan(modem)
      await shell.told()
      return set
    },
    removeDataPlan: async ({ modem }) => {
      need('configure')
      plans.remove(floor.unit(modem).modem, caller)
      await shell.told()
    },
    intervals: async ({ connection, ...range }) => {
      need('read')
      return network.intervals(floor.place(connection), range)
    },
    timeline: async (range = {}) => {
      need('read')
      return network.timeline(range)
    },
    connectionUsage: async ({ connection, ...range }) => {
      need('read')
      return network.connectionUsage(floor.place(connection), range)
    },
    modemUsage: async ({ modem, ...range }) => {
      need('read')
      return network.modemUsage(floor.unit(modem).modem, range)
    },

    setProvisionedContext: ({ modem, ...given }) =>
      operate(modem, {
        kind: 'set-provisioned-context',
        context: { accessString: '', authProtocol: 'none', compression: false, ...given },
      }),
    askPin: ({ modem }) => operate(modem, { kind: 'ask-pin' }),
    enterPin: ({ modem, pin = 'pin1', code }) => operate(modem, { kind: 'enter-pin', pin, code }),
    enablePin: ({ modem, pin = 'pin1', code }) => operate(modem, { kind: 'enable-pin', pin, code }),
    disablePin: ({ modem, pin = 'pin1', code }) => operate(modem, { kind: 'disable-pin', pin, code }),
    changePin: ({ modem, pin = 'pin1', code, newCode }) =>
      operate(modem, { kind: 'change-pin', pin, code, newCode }),
    unblockPin: ({ modem, pin = 'pin1', puk, newCode }) =>
      operate(modem, { kind: 'unblock-pin', pin, code: puk, newCode }),

    setRadio: ({ modem, software }) => operate(modem, { kind: 'set-radio', software }),
    ...deviceServiceDesk({ floor, need, operate }),

    register: ({ modem, ...choice }) => operate(modem, { kind: 'register', ...choice }),
    preferredProviders: async ({ modem }) => {
      need('read')
      return versions.preferredProviders(modem)
    },
    provisionedContexts: async ({ modem }) => {
      need('read')
      return versions.provisionedContexts(modem)
    },
    messageConfiguration: async ({ modem }) => {
      need('read')
      return versions.messageConfiguration(modem)
    },
    scan: ({ modem, multicarrier = false }) =>
      operate(modem, { kind: multicarrier ? 'scan-multicarrier' : 'scan' }),
    setPreferredProviders: ({ modem, providers }) =>
      operate(modem, { kind: 'set-preferred-providers', providers }),
    setHomeProvider: ({ modem, ...choice }) => operate(modem, { kind: 'set-home-provider', ...choice }),
    setSignalReports: ({ modem, ...choice }) => operate(modem, { kind: 'set-signal-reports', ...choice }),
    ...messageDesk({ floor, need, operate, nextReference }),

    requests: async ({ state, modem: called } = {}) => {
      need('read')
      const remembered = requests.all()
      // What it was asked is remembered longer than a modem that has gone.
      const modem = remembered.some((one) => one.modem === called)
        ? called
        : called && floor.unit(called).modem.identity.id
      return remembered.filter(
        (one) => (state === undefined || one.state === state) && (modem === undefined || one.modem === modem),
      )
    },
    request: async ({ request, wait = 0 }) => {
      need('read')
      await requests.ended(request, Math.min(wait, LONGEST_WAIT))
      await shell.told()
      return requests.get(request)
    },

    cancelRequest: async ({ request: id }): Promise<Request> => {
      shell.checkOpen()
      const { by, kind } = requests.get(id)
      if (by !== caller.name) need(REQUEST_SCOPES[kind])
      for (const unit of floor.units()) unit.post({ type: 'cancel', request: id })
      for (const unit of shell.dial.desk?.units() ?? []) unit.post({ type: 'cancel', request: id })
      await did('cancelRequest', String(id))
      return requests.get(id)
    },

    profiles: async ({ modem } = {}) => {
      need('read')
      return modem === undefined ? profiles.list() : profiles.of(readableSim(floor.unit(modem).modem))
    },
    profile: async ({ profile }) => {
      need('read')
      return profiles.show(profile)
    },
    addProfile: async ({ xml, replace = false }) => {
      need('configure')
      return profiles.add(xml, { replace, by: caller, demand })
    },
    updateProfile: async ({ profile, xml }) => {
      need('configure')
      return profiles.update(profile, xml, caller, demand)
    },
    checkProfile: async ({ xml, replace = false }) => {
      need('configure')
      return profiles.check(xml, { replace })
    },
    removeProfile: async ({ profile }) => {
      need('configure')
      profiles.remove(profile, caller, demand)
    },

    ...dialCaller(
      {
        ...shell.dial,
        requests,
        modems: () => floor.modems(),
        connections: () => floor.connections(),
        need,
        told: shell.told,
        did,
        versions,
      },
      caller,
    ),

    configuration: async () => {
      need('read')
      return configuration.shown
    },
    reloadConfiguration: async () => {
      need('configure')
      const reloaded = await configuration.reload(caller.name)
      await shell.told()
      return reloaded
    },
    tokens: async () => {
      need('admin')
      return tokens.list()
    },
    createToken: async (input) => {
      need('admin')
      return tokens.create(input, caller)
    },
    revokeToken: async ({ token }) => {
      need('admin')
      tokens.revoke(token, caller)
    },

    virtualModems: async () => {
      need('read')
      return (shell.virtual ?? noVirtual()).list()
    },
    virtualCommands: async () => {
      need('read')
      return (shell.virtual ?? noVirtual()).commands()
    },
    virtualCommand: async (input) => {
      need('admin')
      const done = await (shell.virtual ?? noVirtual()).command(input)
      // What it takes may be a PIN.
      await did('virtualCommand', input.command)
      return done
    },

    ...captureDesk({ control: shell.capture, floor, need, did }),

    pollEvents: async (input) => {
      need('read')
      return stage.poll(input)
    },
    under: (more) => callerService(shell, caller, { ...conditions, ...more }),
    watch: (input, { signal } = {}) => {
      need('read')
      return stage.watch(input, signal)
    },
  }
  const held = demand.made ? conditional(service, { versions, demand, need }) : service
  const { idempotencyKey: key, ...others } = conditions
  if (key === undefined) return held
  return keyed(held, shell.keys, { caller: caller.name, key, demanded: others }, (begun) =>
    callerService({ ...shell, requests: telling(requests, begun) }, caller, others),
  )
}

/** The same requests, telling of each that is begun. */
function telling(requests: Shell['requests'], begun: (request: Request) => void): Shell['requests'] {
  return {
    all: () => requests.all(),
    get: (id) => requests.get(id),
    ended: (id, wait) => requests.ended(id, wait),
    begin: (beginning) => {
      const request = requests.begin(beginning)
      begun(request)
      return request
    },
  }
}

function idsOf({ modem, sessionId }: Place): { readonly modem: string; readonly connection: string } {
  const { id } = modem.identity
  return { modem: id, connection: connectionId(id, sessionId) }
}

/** Who brought the context up, or is about to. */
function ownerOf({ session }: Place): string | undefined {
  return session?.use?.by ?? (session && connectMover(session.phase))?.by
}

function connectMover(phase: Phase): Mover | undefined {
  return phase.at === 'attaching' || phase.at === 'activating' ? phase.mover : undefined
}

function notOwn(caller: Caller, what: string): DialtoneError {
  return new DialtoneError('access_denied', `${caller.name} may ${what} only where it is its own`, {
    detail: { scope: 'connect' },
  })
}

function noVirtual(): never {
  throw new DialtoneError('not_supported', 'no virtual modem runs in this service; start it with --virtual')
}
