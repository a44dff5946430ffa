/** IPv6 of a call: beside IPv4, alone, and gone again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answering, PppStage } from '../../../test/support/ppp-stage.ts'
import { Seconds } from '../../base/index.ts'
import type { DialerFact } from '../../core/index.ts'

let stage: PppStage
let clock: PppStage['clock']
let host: PppStage['host']

beforeEach(() => {
  stage = new PppStage()
  ;({ clock, host } = stage)
})
afterEach(() => stage[Symbol.dispose]())

const LINK_LOCAL = { address: 'fe80::2', prefixLength: 128 }
const ip = (facts: readonly DialerFact[]) =>
  facts.flatMap((fact) => (fact.type === 'up' ? [fact.link.ip] : []))

test('IPv6 is told beside IPv4 as soon as it is up, and again when a router has given it an address', async () => {
  await using branch = stage.add('branch')
  const dialled = branch.dial()
  await clock.advance(Seconds(0))
  host.last.upV6()
  await clock.advance(Seconds(2))
  expect(ip(branch.facts)).toEqual([])
  host.last.up()
  await clock.resolve(dialled)
  host.routed = ['2001:db8::2']
  await clock.advance(Seconds(1))
  const v6 = { gateway: 'fe80::1', dns: [], mtu: 1500 }
  expect(ip(branch.facts)).toMatchObject([
    { v4: { gateway: '10.0.0.1' }, v6: { addresses: [LINK_LOCAL], ...v6 } },
    { v4: { gateway: '10.0.0.1' }, v6: { addresses: [{ address: '2001:db8::2' }, LINK_LOCAL], ...v6 } },
  ])
})

test('IPv6 is all there is where the other end has no IPv4, which is waited for', async () => {
  await using branch = stage.add('branch')
  const dialled = branch.dial()
  await clock.advance(Seconds(0))
  host.last.upV6()
  await clock.advance(Seconds(9))
  expect(ip(branch.facts)).toEqual([])
  await clock.resolve(dialled)
  expect(ip(branch.facts)).toEqual([
    { v6: { addresses: [LINK_LOCAL], gateway: 'fe80::1', dns: [], mtu: 1500 } },
  ])
  host.last.up()
  await clock.advance(Seconds(1))
  expect(ip(branch.facts)).toHaveLength(2)
})

test('IPv6 may go while IPv4 stays, which is told when it has lasted; at the end of a link it is not', async () => {
  await using branch = stage.add('branch')
  await branch.connect()
  host.last.upV6()
  await clock.advance(Seconds(1))
  branch.told()
  host.last.forget('ipv6-up')
  await clock.advance(Seconds(9))
  expect(branch.facts).toEqual([])
  await clock.advance(Seconds(2))
  expect(Object.keys(ip(branch.facts).at(-1) ?? {})).toEqual(['v4'])
  host.last.forget('ip-up')
  host.last.upV6()
  await clock.advance(Seconds(3))
  branch.told()
  host.last.exit({ status: 16 })
  await clock.advance(Seconds(0))
  expect(branch.told()).toEqual(['down disconnected', 'available'])
})

test('IPv6 is asked for where the kernel can be told to take no routes from it, and from no caller', async () => {
  const options = () => readFileSync(join(host.last.folder.etc, 'dialtone'), 'utf8')
  await using branch = stage.add('branch', { type: 'full-router', dialer: answering })
  expect(options()).toContain('"noipv6"')
  void branch.dial()
  await clock.advance(Seconds(0))
  expect(options()).toContain('"+ipv6"')
  await clock.resolve(branch.hangUp())
  host.ipv6 = false
  void branch.dial()
  await clock.advance(Seconds(0))
  expect(options()).toContain('"noipv6"')
})
