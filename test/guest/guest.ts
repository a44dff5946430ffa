/**
 * Tests in a QEMU guest: a real kernel with modem drivers, ModemManager, NetworkManager, pppd. One guest serves a file; the
 * files run one after another.
 *
 *     const suite = requireGuest()
 *
 *     suite('our driver on a real kernel', () => {
 *       const guest = bootGuest()                        // before the first test; gone after the last
 *
 *       test('has a modem', async () => {
 *         await guest().attach('1-1', { port })          // a USB/IP server of this process
 *         await guest().until('-e /dev/cdc-wdm0')
 *         const { stdout } = await guest().run('mbimcli -d /dev/cdc-wdm0 --query-device-caps')
 *       })
 *     })
 *
 * All that a guest can do is in lab/guest.ts. It is emulated where there is no KVM, some ten times slower than the machine
 * it runs on: wait for what happens, never for a time. When a test fails, the kernel's last words and the daemons' logs follow.
 */
import { afterAll, afterEach, beforeAll, type TestContext } from 'vitest'
import { Guest, type BootOptions } from '../../lab/guest.ts'
import { findImage } from '../../lab/image.ts'
import { installCommand, missingPackages } from '../../lab/requirement.ts'
import { requirePeer, type PeerSuite } from '../peer/peer.ts'

export type { Guest } from '../../lab/guest.ts'

/** With `CI` set, what is missing makes it fail: the image is a step of its own there, before the tests. */
export function requireGuest(): PeerSuite {
  const missing = missingPackages('boot')
  const howToGet = missing.length > 0 ? installCommand(missing) : 'npm run lab -- image'
  return requirePeer('a QEMU guest', howToGet, () => missing.length === 0 && findImage() !== undefined)
}

/** Boots one for all the tests of the suite it is called in. */
export function bootGuest(options: BootOptions = {}): () => Guest {
  let guest: Guest | undefined
  beforeAll(async () => {
    guest = await Guest.boot(options)
  })
  afterEach(async ({ task }: TestContext) => {
    if (task.result?.state === 'fail' && guest !== undefined) console.error(await guest.report())
  })
  afterAll(() => guest?.[Symbol.asyncDispose]())
  return () => {
    if (guest === undefined) throw new Error('the guest has not been booted')
    return guest
  }
}
