import { expect, test } from 'vitest'
import { Minutes, silent, VirtualClock } from '../../src/base/index.ts'
import { inProcess } from '../../src/core/index.ts'
import { createConnectionManager } from '../../src/api/index.ts'
import { createManager } from '../../src/manager/index.ts'
import { openStore } from '../../src/store/index.ts'
import { codeOf } from '../support/desk.ts'
import { BRANCH, DialStory } from '../support/dial-story.ts'
import { FakeNetwork } from '../support/fake-network.ts'

test('a live dial interface is connected, changed, disconnected and removed, and shows what is so', async () => {
  await using story = await DialStory.begin()
  const { clock } = story
  await using manager = createConnectionManager(story.service, { clock })
  const branch = await clock.resolve(manager.dialInterface('BRANCH'))
  expect([branch.name, branch.state]).toEqual(['branch', 'disconnected'])
  expect((await branch.why()).summary).toBe('branch is disconnected: traffic dials it')
  const { done } = await clock.resolve(branch.connect())
  expect((await clock.resolve(done)).ip.v4?.addresses).toHaveLength(1)
  expect([branch.state, branch.connected?.port]).toEqual(['connected', 'modem0'])
  expect((await clock.resolve(branch.measure())).connected?.statistics?.bytesReceived).toBe(8)
  await clock.resolve(branch.set({ idleTimeout: Minutes(1) }))
  await clock.resolve((await clock.resolve(branch.disconnect())).done)
  await story.settle()
  expect([branch.state, branch.connected, branch.current.settings.idleTimeout]).toEqual([
    'disconnected',
    undefined,
    60_000,
  ])
  await clock.resolve(branch.disable())
  await story.settle()
  expect(branch.current.unreachability).toEqual(['disabled'])
  await clock.resolve(branch.remove())
  await story.settle()
  expect([branch.present, await clock.resolve(manager.dialInterfaces())]).toEqual([false, []])
})

test('a service that does no demand dialling has none, and says so', async () => {
  const clock = new VirtualClock()
  await using store = openStore({ clock })
  await using manager = await createManager({
    store,
    sources: [],
    clock,
    log: silent,
    version: '0.0.0',
    network: new FakeNetwork(),
    demandDial: false,
  })
  const service = manager.as(inProcess)
  expect(await service.demandDial()).toEqual({ state: 'absent' })
  expect((await service.snapshot()).dialInterfaces).toEqual([])
  expect(await codeOf(service.connectInterface({ dialInterface: 'branch' }))).toBe('demand_dial_not_running')
  expect(await codeOf(service.addDialInterface({ settings: BRANCH }))).toBe('demand_dial_not_running')
  const stranger = manager.as({ name: 'stranger', scopes: ['read'] })
  expect(await codeOf(stranger.connectInterface({ dialInterface: 'branch' }))).toBe('access_denied')
})
