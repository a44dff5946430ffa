/** The programs that the lab needs of this machine, and how Debian calls their packages. */
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

interface Requirement {
  readonly package: string
  /** A program on the path, or a file. */
  readonly provides: string
}

const TO_BOOT: readonly Requirement[] = [
  { package: 'qemu-system-x86', provides: 'qemu-system-x86_64' },
  { package: 'seabios', provides: '/usr/share/seabios/bios-256k.bin' },
  { package: 'openssh-client', provides: 'ssh' },
  { package: 'util-linux', provides: 'setpriv' },
]

const TO_BUILD: readonly Requirement[] = [
  { package: 'mmdebstrap', provides: 'mmdebstrap' },
  { package: 'debian-archive-keyring', provides: '/usr/share/keyrings/debian-archive-keyring.gpg' },
]

/** Without it, who is not root cannot give the files of a guest the owners that they have there. */
const TO_BUILD_AS_USER: readonly Requirement[] = [{ package: 'uidmap', provides: 'newuidmap' }]

/** The packages that are missing for a purpose; none when all is there. */
export function missingPackages(purpose: 'boot' | 'build'): readonly string[] {
  const wanted = [
    ...TO_BOOT,
    ...(purpose === 'build' ? TO_BUILD : []),
    ...(purpose === 'build' && process.getuid?.() !== 0 ? TO_BUILD_AS_USER : []),
  ]
  return wanted.filter(({ provides }) => !isThere(provides)).map((one) => one.package)
}

/** What to type to get them. */
export const installCommand = (packages: readonly string[]): string =>
  `sudo apt-get install ${packages.join(' ')}`

function isThere(provided: string): boolean {
  if (provided.startsWith('/')) return existsSync(provided)
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => {
    try {
      accessSync(join(folder, provided), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
