/** A device service as an object: bytes in and out, and what it says by itself. */
import { DialtoneError, fromHex, toHex } from '../base/index.ts'
import type { DeviceService, DeviceServiceIndication, EventFilter, Request } from '../core/index.ts'
import type { LiveService, PendingRequest } from './connection-manager.ts'
import { openStream } from './live-stream.ts'
import { HIDDEN } from './redact.ts'
import type { Accepted } from './accepted.ts'
import type { Service, WatchItem } from './service.ts'

export interface ServiceGround {
  readonly service: Service
  /** What a request comes to, once it has ended. */
  pending<T>(accepted: Accepted, result: (request: Request) => T): PendingRequest<T>
  events(
    options: EventFilter & { readonly since: string; readonly signal?: AbortSignal },
  ): AsyncIterable<WatchItem>
}

export function liveService(ground: ServiceGround, modem: string, described: DeviceService): LiveService {
  const { service } = ground
  const target = { modem, service: described.id }
  const command = async (
    type: 'query' | 'set',
    number: number,
    bytes: Uint8Array = new Uint8Array(0),
  ): Promise<PendingRequest<Uint8Array>> =>
    ground.pending(
      await service.deviceCommand({ ...target, command: number, type, data: toHex(bytes) }),
      answerOf,
    )
  const { id, name, commands, driven, stream } = described
  return {
    id,
    name,
    commands,
    driven,
    ...(stream && { stream }),
    ask: async () => ground.pending(await service.askDeviceService(target), ({ commands }) => commands ?? []),
    query: (number, bytes) => command('query', number, bytes),
    set: (number, bytes) => command('set', number, bytes),
    indications: (options = {}) => indications(ground, target, options),
    openStream: () => openStream(ground, target),
  }
}

/** What an operator or a vendor answered. */
export function answerOf({ answer = '' }: Request): Uint8Array {
  if (answer !== HIDDEN) return fromHex(answer)
  throw new DialtoneError(
    'access_denied',
    'the answer is hidden: it is for who may see personal data (reveal)',
  )
}

/** Opens a session of its own for as long as it is iterated. */
async function* indications(
  ground: ServiceGround,
  target: { readonly modem: string; readonly service: string },
  { signal }: { readonly signal?: AbortSignal },
): AsyncGenerator<{ readonly command: number; readonly data: Uint8Array }, void, undefined> {
  const { service } = ground
  if (signal?.aborted === true) return
  const { cursor } = await service.snapshot()
  const opened = ground.pending(await service.openDeviceService(target), () => undefined)
  try {
    await opened.done
    const since = `${cursor.epoch}-${cursor.seq}`
    const wanted = {
      type: ['device-service.indication', 'modem.removed', 'service.started'],
      modem: [target.modem],
    }
    for await (const item of ground.events({ ...wanted, since, ...(signal && { signal }) })) {
      if (item.type === 'device-service.indication' && isOf(item, target)) yield read(item.data)
      // The session went with the modem, or with the service.
      else if (item.type === 'modem.removed' && item.modem === target.modem) return
      else if (item.type === 'service.started') return
    }
  } finally {
    const closing = service.closeDeviceService({ ...target, session: opened.id })
    // It may be closed by now, or gone with the modem.
    await closing.catch(() => undefined)
  }
}

function isOf(
  { modem, data }: { readonly modem?: string; readonly data: DeviceServiceIndication },
  target: { readonly modem: string; readonly service: string },
): boolean {
  return modem === target.modem && data.service === target.service
}

function read({ command, data }: DeviceServiceIndication): { command: number; data: Uint8Array } {
  if (data !== HIDDEN) return { command, data: fromHex(data) }
  throw new DialtoneError(
    'access_denied',
    'indications are hidden: they are for who may see personal data (reveal)',
  )
}
