/**
 * What this computer is on besides its modems, as sysfs has it. A kernel without sysfs, or a device that goes while it is read,
 * is no error: what cannot be read is not listed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LanInterface } from '../../core/index.ts'

/** Of linux/if_arp.h. A TUN, a PPP link and a raw-IP modem have others. */
const KINDS: Readonly<Record<string, LanInterface['kind']>> = { 1: 'lan', 772: 'loopback' }
/** Of linux/if.h. */
const IFF_UP = 0x1

/** By index. `folder`: the machine's own, unless a test says otherwise. */
export function readLanInterfaces(folder = '/sys/class/net'): readonly LanInterface[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => readOne(folder, name) ?? [])
    .sort((one, other) => one.index - other.index)
}

function readOne(folder: string, name: string): LanInterface | undefined {
  const read = (attribute: string): string | undefined => {
    try {
      return readFileSync(join(folder, name, attribute), 'utf8').trim()
    } catch {
      return undefined
    }
  }
  const kind = KINDS[read('type') ?? '']
  const index = Number.parseInt(read('ifindex') ?? '', 10)
  // A modem's device may look like Ethernet (cdc_mbim does); the driver says what it is.
  if (kind === undefined || !Number.isInteger(index) || /^DEVTYPE=wwan$/m.test(read('uevent') ?? '')) {
    return undefined
  }
  // The carrier of a device that is down cannot be read.
  const up = (Number(read('flags')) & IFF_UP) !== 0 && read('carrier') === '1'
  return { name, index, kind, up }
}
