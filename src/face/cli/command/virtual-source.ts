/**
 * Who plays virtual modems on this machine: the service, a `dialtone virtual serve` that runs by itself, or both. A modem is
 * found by its name as a virtual one (`virtual1`), and by what the service that plays it calls it as well (`modem1`, or the
 * id), which is what everything else is told of it.
 */
import { DialtoneError, thereAre } from '../../../base/index.ts'
import type { Service, VirtualModem } from '../../../api/index.ts'
import type { Modem } from '../../../core/index.ts'
import { findSocket, surroundingsOf } from '../../../reach/index.ts'
import type { Context } from '../context.ts'

/** `modem` is its name in the service; nothing where it is unplugged, or driven by others. */
export interface PlayedModem extends VirtualModem {
  readonly modem?: string
  readonly id?: string
}

export interface VirtualSource {
  readonly service: Service
  readonly socket: string
  readonly modems: readonly PlayedModem[]
}

/** At least one. @throws DialtoneError `service_unavailable` where nobody plays any. */
export async function virtualSources(
  context: Context,
): Promise<readonly [VirtualSource, ...VirtualSource[]]> {
  const surroundings = surroundingsOf(context.host.env)
  const services = [{ service: context.service, socket: context.options.socket ?? findSocket(surroundings) }]
  if (context.options.socket === undefined) {
    const socket = findSocket(surroundings, 'virtual')
    services.push({ service: context.serviceAt(socket), socket })
  }
  const found: VirtualSource[] = []
  for (const one of services) {
    const modems = await unlessNone(() => one.service.virtualModems())
    if (modems === undefined) continue
    // What plays them for other programs drives none itself.
    const driven = (await unlessNone(() => one.service.modems())) ?? []
    found.push({ ...one, modems: modems.map((modem) => withItsName(modem, driven)) })
  }
  const [first, ...others] = found
  if (first !== undefined) return [first, ...others]
  throw new DialtoneError(
    'service_unavailable',
    'no virtual modem runs on this machine; start one with "dialtone serve --virtual" or "dialtone virtual serve"',
  )
}

async function unlessNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (thrown) {
    const code = DialtoneError.of(thrown)?.code
    if (code !== 'service_unavailable' && code !== 'not_supported') throw thrown
    return undefined
  }
}

/** A modem that the service plays is reached under the name that it has as a virtual one. */
function withItsName(modem: VirtualModem, driven: readonly Modem[]): PlayedModem {
  const own = driven.find(({ device, reached }) => reached?.way === 'virtual' && device === modem.name)
  return own === undefined ? modem : { ...modem, modem: own.name, id: own.id }
}

/**
 * The modem that is meant, and who plays it; the only one where none is named.
 * @throws DialtoneError `not_found` where there is no such modem; `invalid_argument` where it is not clear which is meant.
 */
export function chooseVirtual(
  found: readonly VirtualSource[],
  named: string | undefined,
): { readonly service: Service; readonly name: string } {
  const all = found.flatMap(({ service, socket, modems }) =>
    modems.map((modem) => ({ service, socket, ...modem })),
  )
  const meant = named === undefined ? all : calledSo(all, named)
  const [one, ...others] = meant
  const names = all.map(({ name, modem }) => (modem === undefined ? name : `${name} (${modem})`))
  if (one === undefined) {
    throw new DialtoneError(
      'not_found',
      named === undefined
        ? 'there is no virtual modem'
        : `there is no virtual modem ${JSON.stringify(named)}; ${thereAre(names)}`,
    )
  }
  if (others.length === 0) return one
  const twin = all.find(({ name }, index) => all.slice(0, index).some((other) => other.name === name))?.name
  const called = named ?? twin
  const rivals = meant.filter(({ name }) => named !== undefined || name === twin)
  throw new DialtoneError(
    'invalid_argument',
    called === undefined
      ? `there are several virtual modems; say which by --modem: ${names.join(', ')}`
      : `several virtual modems are called ${called}; say whose by --socket: ${rivals.map(({ socket }) => socket).join(', ')}`,
  )
}

/** Its own name goes before one that a service gave: a modem of that may be called `virtual0` as well. */
function calledSo<T extends PlayedModem>(all: readonly T[], named: string): readonly T[] {
  const own = all.filter(({ name }) => name === named)
  return own.length > 0 ? own : all.filter(({ modem, id }) => modem === named || id === named)
}
