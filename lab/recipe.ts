/**
 * What the guest is made of, and the key that tells one recipe from another: an image is kept under its key, so a change of the
 * recipe makes a new image and leaves those of others alone.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const SUITE = 'bookworm'

/** The folder whose files go into the guest, and are part of the recipe. */
export const INSIDE = join(import.meta.dirname, 'inside')

export const PACKAGES: readonly string[] = [
  // the machine: devices, buses, rights (polkit wants systemd's library of sessions, which nothing starts)
  ...['udev', 'dbus', 'polkitd', 'systemd', 'libpam-systemd', 'kmod', 'procps', 'usbutils', 'usbip'],
  // what drives modems
  ...['modemmanager', 'libmbim-utils', 'libmbim-proxy', 'network-manager', 'ppp', 'pppoe'],
  // networks, and what is sent over them
  ...['iproute2', 'nftables', 'iputils-ping', 'curl', 'bind9-dnsutils', 'socat'],
  // the way in, and what Node.js is linked with
  ...['openssh-server', 'libstdc++6', 'libatomic1'],
  // making the image itself
  ...['busybox-static', 'cpio', 'xz-utils', 'e2fsprogs'],
]

export interface Recipe {
  readonly key: string
  /** The kernel that apt of this machine offers; empty where it offers none, and the newest is taken. */
  readonly kernel: string
}

export function readRecipe(): Recipe {
  const kernel = offeredKernel()
  const hash = createHash('sha256').update(JSON.stringify([SUITE, PACKAGES, kernel]))
  for (const name of readdirSync(INSIDE).sort()) {
    hash.update(`\0${name}\0`).update(readFileSync(join(INSIDE, name)))
  }
  return { key: hash.digest('hex').slice(0, 16), kernel }
}

/** A new one makes a new image. Only lists that are on this machine are read. */
function offeredKernel(): string {
  try {
    const said = execFileSync('apt-cache', ['policy', 'linux-image-amd64'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    })
    const version = /^\s*Candidate: (\S+)/m.exec(said)?.[1] ?? ''
    return version === '(none)' ? '' : version
  } catch {
    return ''
  }
}
