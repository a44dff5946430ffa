/** Dials with pppd: a dialer for each interface that has a line, and the lines that they share. */
import { join } from 'node:path'
import { DialtoneError, nameGuid, type Clock, type Logger } from '../../base/index.ts'
import type { Dialer, DialerOwner, DialerSource, PppDialerSettings } from '../../core/index.ts'
import type { PppHost } from './host.ts'
import { PppLine, type LineUser } from './ppp-line.ts'
import { SessionFolder } from './session-folder.ts'
import { systemHost } from './system-host.ts'

export interface PppDialersOptions {
  /** The folder of what outlives the service: gone with a reboot, as the links are. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Logger
  readonly host?: PppHost
}

/** Namespace of the names of lines: a random GUID, made once for this purpose. */
const NAMESPACE = '6f0d1f0e-3c0a-4a0e-9c57-1d7f5b7a9e21'

export function pppDialers(options: PppDialersOptions): DialerSource {
  const { folder, clock, log } = options
  const host = options.host ?? systemHost({ clock, log })
  const lines = new Map<string, PppLine>()
  const lineOf = (settings: PppDialerSettings['line']): PppLine => {
    const { device } = settings
    const known = lines.get(device)
    if (known !== undefined) return known
    const id = nameGuid(NAMESPACE, device)
    const line = new PppLine({
      line: settings,
      // The same each time, so that rules of a firewall can name it.
      link: `ppp${id.slice(0, 8)}`,
      folder: new SessionFolder(join(folder, id)),
      host,
      clock,
      log,
    })
    lines.set(device, line)
    return line
  }
  return (owner) => {
    const { dialer } = owner.settings()
    if (dialer.kind !== 'ppp') throw new DialtoneError('internal', `${dialer.kind} is not dialled by pppd`)
    return pppDialer(owner, dialer, lineOf(dialer.line))
  }
}

function pppDialer(owner: DialerOwner, dialer: PppDialerSettings, line: PppLine): Dialer {
  let user: LineUser | undefined
  const started = (): LineUser => {
    if (user !== undefined) return user
    throw new DialtoneError('internal', 'a dialer that was not started cannot dial')
  }
  return {
    kind: 'ppp',
    start: (tell) => {
      user = { id: owner.id, dialer, settings: owner.settings, hear: tell }
      line.add(user)
    },
    dial: (options) => line.dial(started(), options),
    hangUp: (options) => line.hangUp(started(), options),
    [Symbol.asyncDispose]: async () => {
      if (user !== undefined) await line.remove(user)
    },
  }
}
