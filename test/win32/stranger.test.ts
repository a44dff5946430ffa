/** Two users of one machine: the service's socket is its owner's, and a program of anybody else hears so from the facade. */
import { chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  E_ACCESSDENIED,
  ERROR_ACCESS_DENIED,
  ERROR_INVALID_PARAMETER,
  NO_ERROR,
  S_OK,
} from '../../src/face/win32/index.ts'
import { isOnPath, requirePeer } from '../peer/peer.ts'
import { DialtoneProcess, Home } from '../support/dialtone-process.ts'

const PROGRAM = join(import.meta.dirname, 'stranger.ts')
/** `nobody`, who owns nothing. */
const STRANGER = ['--reuid=65534', '--regid=65534', '--clear-groups']

const suite = requirePeer(
  'a second user',
  'run as root, apt-get install util-linux',
  () => process.getuid?.() === 0 && isOnPath('setpriv'),
)

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => home[Symbol.asyncDispose]())

/** What the program prints. `user`: words for setpriv that make it another user's; `becomes`: whose it is to become. */
async function answers(user: readonly string[], ...becomes: readonly string[]): Promise<unknown> {
  const env = { PATH: process.env['PATH'], XDG_RUNTIME_DIR: join(home.folder, 'run') }
  const program = [...user, process.execPath, PROGRAM, ...becomes]
  const { code, out, err } = await new DialtoneProcess('setpriv', program, env).ended
  if (code !== 0) throw new Error(err)
  return JSON.parse(out)
}

suite('a program of another user', () => {
  test('is denied access by both APIs, in a folder that lets it pass as well: the socket refuses', async () => {
    const service = home.start('serve', '--virtual', '--memory', '--log-format', 'human')
    await service.until(/packet service attached/)
    const denied = {
      connect: ERROR_ACCESS_DENIED,
      register: 'no session',
      initialized: ERROR_ACCESS_DENIED,
      create: S_OK,
      interfaces: E_ACCESSDENIED,
    }
    expect(await answers(STRANGER)).toEqual(denied)
    const folders = [home.folder, dirname(dirname(home.socket)), dirname(home.socket)]
    for (const folder of folders) chmodSync(folder, 0o755)
    expect(await answers(STRANGER)).toEqual(denied)
    // With a session from before, the registration is refused as well, whatever event it is given.
    expect(await answers(['--no-new-privs'], '65534')).toEqual({
      ...denied,
      connect: NO_ERROR,
      register: [ERROR_ACCESS_DENIED, ERROR_ACCESS_DENIED, ERROR_ACCESS_DENIED],
    })
    // The same program of the service's own user.
    expect(await answers(['--no-new-privs'])).toEqual({
      connect: NO_ERROR,
      register: [ERROR_INVALID_PARAMETER, NO_ERROR, NO_ERROR],
      initialized: NO_ERROR,
      create: S_OK,
      interfaces: S_OK,
    })
  })
})
