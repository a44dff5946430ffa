import { execFileSync } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SystemError } from './libc.ts'
import { decodeAttributes, readText } from './netlink-message.ts'
import { NetlinkSocket } from './netlink-socket.ts'

/** Of linux/rtnetlink.h; a body of `struct ifinfomsg`, 16 bytes; the name is attribute 3. */
const RTM_NEWLINK = 16
const RTM_GETLINK = 18
const RTNLGRP_LINK = 1

test('gives all devices of the machine', () => {
  using socket = new NetlinkSocket('route')
  const names = socket
    .dump(RTM_GETLINK, new Uint8Array(16))
    .map(({ body }) => readText(decodeAttributes(body, 16).get(3) ?? new Uint8Array(0)))
  expect(names).toEqual(expect.arrayContaining(Object.keys(networkInterfaces())))
})

test('a refusal is an error with the name of its number, and the next request is answered', () => {
  using socket = new NetlinkSocket('route')
  const nowhere = new Uint8Array(16)
  new DataView(nowhere.buffer).setInt32(4, 0x7ffffff0, true)
  const refused = (): unknown => socket.request(RTM_NEWLINK, nowhere)
  expect(refused).toThrow(SystemError)
  expect(refused).toThrow(/ENODEV|EPERM/) // the latter without privileges
  expect(socket.dump(RTM_GETLINK, new Uint8Array(16)).length).toBeGreaterThan(0)
})

test('a socket that was listened on and disposed, and one that was forgotten, keep no process', () => {
  const program = `import { NetlinkSocket } from './src/native/index.ts'
    using listening = new NetlinkSocket('route')
    listening.listen([${RTNLGRP_LINK.toString()}], { news() {}, overrun() {} })
    new NetlinkSocket('netfilter')`
  const options = { cwd: join(import.meta.dirname, '../..'), timeout: 20_000 }
  execFileSync(process.execPath, ['--input-type=module-typescript', '-e', program], options)
})
