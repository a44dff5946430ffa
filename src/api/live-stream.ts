/** A stream of a device service as an object: pieces in and out, in order. */
import { DialtoneError, fromHex, toHex } from '../base/index.ts'
import type { LiveStream } from './connection-manager.ts'
import type { ServiceGround } from './live-service.ts'
import { HIDDEN } from './redact.ts'
import type { Accepted } from './accepted.ts'

interface Target {
  /** Its id. */
  readonly modem: string
  /** UUID. */
  readonly service: string
}

const nothing = (): undefined => undefined

export async function openStream(ground: ServiceGround, target: Target): Promise<LiveStream> {
  const { service } = ground
  const { cursor } = await service.snapshot()
  const opened = ground.pending(await service.openStream(target), nothing)
  await opened.done
  const { id } = opened
  const close = async (): Promise<void> => {
    try {
      await ground.pending(await service.closeStream({ ...target, stream: id }), nothing).done
    } catch (error) {
      // It was closed before, or went with the modem.
      if (DialtoneError.of(error)?.code !== 'not_found') throw error
    }
  }
  let asked: Promise<unknown> = Promise.resolve()
  return {
    id,
    write: async (piece) => {
      const data = toHex(piece)
      // Each is accepted before the next is asked for: requests that are under way together may overtake each other.
      const asking: Promise<Accepted> = asked.then(() => service.writeStream({ ...target, stream: id, data }))
      asked = asking.catch(nothing)
      await ground.pending(await asking, nothing).done
    },
    data: ({ signal } = {}) => pieces(ground, target, id, `${cursor.epoch}-${cursor.seq}`, signal),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** From the opening of the stream to its end. */
async function* pieces(
  ground: ServiceGround,
  target: Target,
  stream: number,
  since: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  let open = false
  const wanted = {
    type: ['device-service.data', 'device-service.changed', 'modem.removed', 'service.started'],
    modem: [target.modem],
  }
  for await (const item of ground.events({ ...wanted, since, ...(signal && { signal }) })) {
    switch (item.type) {
      case 'gap':
        throw new DialtoneError(
          'invalid_cursor',
          'pieces of the stream are lost: the journal has them no more',
        )
      case 'device-service.data':
        if (item.data.stream === stream) yield read(item.data.data)
        break
      case 'device-service.changed':
        if (item.modem !== target.modem || item.data.id !== target.service) break
        if (open && !item.data.streams.includes(stream)) return
        open = item.data.streams.includes(stream)
        break
      case 'modem.removed':
        if (item.modem === target.modem) return
        break
      case 'service.started':
        return
      default:
    }
  }
}

function read(data: string): Uint8Array {
  if (data !== HIDDEN) return fromHex(data)
  throw new DialtoneError(
    'access_denied',
    'what comes on streams is hidden: it is for who may see personal data (reveal)',
  )
}
