/** Dial interfaces with a line of their own, as a whole service has them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Minutes, Seconds } from '../../src/base/index.ts'
import { DialStory } from '../support/dial-story.ts'
import { LINE, LINE_SETTINGS, lineDialer, lineStage, OFFICE } from '../support/line-story.ts'

test('dials a line when traffic comes, and its packets flow through the link of pppd', async () => {
  using stage = lineStage()
  stage.host.play = (pppd) => pppd.up()
  await using story = await DialStory.begin(stage.options)
  await story.add(OFFICE)
  const path = story.network.pathOf('office')
  expect([await story.state('office'), path.state]).toEqual(['disconnected', 'holding'])
  path.traffic('10.30.0.9')
  await story.pass(Seconds(2))
  expect(await story.dial('office')).toMatchObject({
    state: 'connected',
    reason: { code: 'dialled-traffic' },
    connected: { direction: 'outgoing', port: LINE, link: { configuredBy: 'driver' } },
  })
  expect(path.link).toMatchObject({
    ip: { v4: { addresses: [{ address: '10.0.0.2', prefixLength: 32 }], dns: ['10.0.0.53'] } },
    link: { configuredBy: 'driver' },
  })
})

test('redials after a busy number, and says why until it gets through', async () => {
  using stage = lineStage()
  stage.host.play = (pppd) => {
    pppd.tell('connect', { STATUS: '4' })
    pppd.exit({ status: 8 })
  }
  await using story = await DialStory.begin(stage.options)
  await story.add(OFFICE)
  const { requestId } = await story.clock.resolve(story.service.connectInterface({ dialInterface: 'office' }))
  await story.pass(Seconds(1))
  expect(await story.dial('office')).toMatchObject({
    state: 'connecting',
    reason: { code: 'redialling' },
    lastError: { code: 'connect_failed', status: { protocol: 'chat', name: 'busy' } },
  })
  stage.host.play = (pppd) => pppd.up()
  expect(await story.end(requestId)).toMatchObject({ state: 'succeeded', ip: { v4: {} } })
  expect(stage.host.started).toHaveLength(2)
})

test('changed on its way down, dials the next packet as it is then', async () => {
  using stage = lineStage()
  stage.host.play = (pppd) => (pppd.deaf = ['SIGTERM'])
  await using story = await DialStory.begin(stage.options)
  await story.add(OFFICE)
  await story.service.connectInterface({ dialInterface: 'office' })
  await story.pass(Seconds(1))
  const { requestId } = await story.service.disconnectInterface({ dialInterface: 'office' })
  await story.set({ dialer: { ...lineDialer, line: { ...LINE_SETTINGS, number: '5550100' } } }, 'office')
  story.network.pathOf('office').traffic('10.30.0.9')
  const first = stage.host.last
  let script = ''
  stage.host.play = (pppd) => {
    script = readFileSync(join(pppd.folder.etc, 'chat'), 'utf8')
    pppd.up()
  }
  first.exit({ status: 5 })
  expect(await story.end(requestId)).toMatchObject({ state: 'succeeded' })
  await story.pass(Seconds(2))
  expect(await story.state('office')).toBe('connected')
  expect(script).toContain('ATD5550100')
})

test('is unreachable without its line, and dialled once that is there', async () => {
  using stage = lineStage()
  stage.host.line = { code: 'no_device', message: `there is no line ${LINE}` }
  await using story = await DialStory.begin(stage.options)
  await story.add({ ...OFFICE, persistent: true, idleTimeout: 'never' })
  expect(await story.dial('office')).toMatchObject({ state: 'unreachable', unreachability: ['no-device'] })
  const [why] = await story.service.why({ name: 'office' })
  expect(why?.remedies).toMatchObject([{ text: expect.stringContaining(LINE) as string }])
  stage.host.play = (pppd) => pppd.up()
  stage.host.line = undefined
  await story.pass(Seconds(3))
  expect(await story.state('office')).toBe('connected')
})

test('restores a persistent link when its carrier is lost', async () => {
  using stage = lineStage()
  stage.host.play = (pppd) => pppd.up()
  await using story = await DialStory.begin(stage.options)
  await story.add({ ...OFFICE, persistent: true, idleTimeout: 'never' })
  await story.pass(Minutes(1))
  stage.host.last.exit({ status: 16 })
  await story.pass(Seconds(2))
  expect(await story.dial('office')).toMatchObject({ state: 'connected', connected: { number: 2 } })
})

test('hangs up a line that is idle', async () => {
  using stage = lineStage()
  stage.host.play = (pppd) => pppd.up()
  await using story = await DialStory.begin(stage.options)
  await story.add({ ...OFFICE, idleTimeout: Minutes(1) })
  await story.connectInterface('office')
  await story.pass(Minutes(3))
  expect(await story.dial('office')).toMatchObject({ state: 'disconnected', lastError: { code: 'idle' } })
  expect(stage.host.last.signals).toEqual(['SIGTERM'])
})

test('a killed service finds the link as it left it, under the same number', async () => {
  using stage = lineStage()
  stage.host.play = (pppd) => pppd.up()
  await using story = await DialStory.begin(stage.options)
  await story.add(OFFICE)
  await story.connectInterface('office')
  const before = (await story.dial('office')).connected
  await story.killAndRestart()
  await story.pass(Seconds(1))
  expect((await story.dial('office')).connected).toMatchObject({
    number: before?.number,
    since: before?.since,
  })
  expect([stage.host.started.length, stage.host.last.signals]).toEqual([1, []])
})

test('a call that came in connects the interface of its caller', async () => {
  using stage = lineStage()
  await using story = await DialStory.begin(stage.options)
  await story.add({
    ...OFFICE,
    type: 'full-router',
    dialer: { ...lineDialer, answer: { address: '10.9.0.1', peer: '10.9.0.2' } },
  })
  expect(await story.service.dialPorts()).toMatchObject([
    { kind: 'modem' },
    { kind: 'serial', name: LINE, condition: 'listening' },
  ])
  stage.host.last.up({ PEERNAME: 'office', IPLOCAL: '10.9.0.1', IPREMOTE: '10.9.0.2' })
  await story.pass(Seconds(2))
  expect(await story.dial('office')).toMatchObject({
    state: 'connected',
    reason: { code: 'called' },
    connected: { direction: 'incoming', port: LINE },
  })
  const [, port] = await story.service.dialPorts()
  expect(port).toMatchObject({ condition: 'authenticated', calls: 1 })
  await story.clock.resolve(story.service.disconnectPort({ port: LINE }))
  await story.pass(Seconds(2))
  expect(await story.state('office')).toBe('disconnected')
})

test('no secret of a line is in what is told', async () => {
  using stage = lineStage()
  stage.host.play = (pppd) => pppd.exit({ status: 19 })
  await using story = await DialStory.begin(stage.options)
  await story.add({ ...OFFICE, redial: { attempts: 0, interval: Seconds(1) } })
  await story.connectInterface('office')
  expect(await story.dial('office')).toMatchObject({
    lastError: { status: { name: 'authentication-failed' } },
  })
  expect(JSON.stringify(story.events)).not.toContain('secret')
})
