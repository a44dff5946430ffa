/**
 * Programs that nobody here wrote. A suite that needs one which is not installed is skipped, with its name and how to get
 * it; where `CI` is set it fails instead, so that nothing goes unproven unnoticed.
 *
 *     const suite = requirePeer('tshark', 'apt-get install tshark')
 *     suite('Wireshark', () => { … })
 */
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe } from 'vitest'

export type PeerSuite = (title: string, body: () => void) => void

/**
 * @param name the program, found on the path
 * @param howToGet a command for Debian
 * @param isThere for a peer that is no program on the path
 */
export function requirePeer(name: string, howToGet: string, isThere = isOnPath): PeerSuite {
  if (isThere(name)) return (title, body) => void describe(title, body)
  if (process.env['CI'] !== undefined) throw new Error(`${name} is not installed: ${howToGet}`)
  return (title, body) => {
    describe.skip(`${title} (needs ${name}: ${howToGet})`, body)
  }
}

export function isOnPath(name: string): boolean {
  // Daemons are in directories that only root has on its path.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/libexec', '/usr/sbin', '/sbin']
  return folders.some((folder) => isExecutable(join(folder, name)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
