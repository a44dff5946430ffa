/**
 * The way to a modem by the path of its control device: through mbim-proxy where one is running, as it owns the device
 * and shares it; else directly, unless another program has it open.
 */
import { DialtoneError, type Clock } from '../base/index.ts'
import { connectSocket, holderOf, isThere, openCharacterDevice, type Channel } from '../channel/index.ts'
import { throughProxy } from './proxy.ts'

/** mbim-proxy's abstract socket. */
export const PROXY_SOCKET = '@mbim-proxy'

export type ControlChannelWay = 'direct' | 'mbim-proxy'

export interface ControlChannelOptions {
  readonly clock: Clock
  /** The proxy's socket, `@` in front of an abstract name. */
  readonly proxy?: string | undefined
  /** `direct`: not through mbim-proxy. `mbim-proxy`: not without it. Whichever there is unless told. */
  readonly way?: ControlChannelWay | undefined
  /** Called with the way that was taken. */
  readonly took?: ((way: ControlChannelWay) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** @throws DialtoneError `not_found`, `access_denied`, `busy`, `channel_failed`, `timeout`, `cancelled` */
export async function openControlChannel(path: string, options: ControlChannelOptions): Promise<Channel> {
  const { clock, proxy = PROXY_SOCKET, signal, way, took } = options
  // A proxy would hang up without a word.
  if (!isThere(path)) throw new DialtoneError('not_found', `there is no device ${path}`, { detail: { path } })
  const socket = way === 'direct' ? undefined : await connectSocket(proxy, { clock }).catch(onlyIfThere)
  if (socket !== undefined) {
    const channel = await throughProxy(socket, path, { clock, signal })
    took?.('mbim-proxy')
    return channel
  }
  if (way === 'mbim-proxy') {
    const why = `${path} is to be reached through mbim-proxy, which is not running: start it`
    throw new DialtoneError('channel_failed', why, { detail: { path } })
  }
  const holder = holderOf(path)
  if (holder !== undefined) {
    const { name, pid } = holder
    throw new DialtoneError(
      'busy',
      `${path} is in use by ${name} (process ${pid}): stop it, or share the modem through mbim-proxy`,
      { detail: { path, pid, holder: name } },
    )
  }
  const channel = openCharacterDevice(path, { clock })
  took?.('direct')
  return channel
}

/** No proxy is no failure; one that turns us away is. */
function onlyIfThere(error: unknown): undefined {
  if (error instanceof DialtoneError && (error.code === 'not_found' || error.code === 'channel_failed')) {
    return
  }
  throw error
}
