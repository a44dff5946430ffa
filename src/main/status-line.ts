/** What a service does, in one line: for `systemctl status`. */
import type { Snapshot } from '../api/index.ts'
import type { Vitals } from '../core/index.ts'

export function statusLine(
  { modems, connections, dialInterfaces }: Pick<Snapshot, 'modems' | 'connections' | 'dialInterfaces'>,
  { storageTrouble }: Pick<Vitals, 'storageTrouble'>,
): string {
  const connected = connections.filter(({ state }) => state === 'activated').length
  const unreachable = dialInterfaces.filter(({ state }) => state === 'unreachable').length
  const parts = [
    modems.length === 0 ? 'no modem' : `${modems.length} ${modems.length === 1 ? 'modem' : 'modems'}`,
    ...(modems.length === 0 ? [] : [`${connected} connected`]),
    ...(unreachable === 0 ? [] : [`${unreachable} of ${dialInterfaces.length} dial interfaces unreachable`]),
    ...(storageTrouble === undefined ? [] : ['the state cannot be stored']),
  ]
  return parts.join(', ')
}
