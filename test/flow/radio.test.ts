import { expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import type { Request } from '../../src/core/index.ts'
import { Story } from '../support/story.ts'

async function switchTo(story: Story, software: 'on' | 'off'): Promise<Request> {
  const asked = story.service.setRadio({ modem: 'modem0', software })
  const { requestId } = await story.clock.resolve(asked)
  return story.end(requestId)
}

test('switching the radio off ends the connection, detaches and deregisters, and tells each', async () => {
  await using story = await Story.begin()
  await story.connect()
  const from = story.events.length
  expect(await switchTo(story, 'off')).toMatchObject({ kind: 'set-radio', state: 'succeeded' })
  await story.pass(Seconds(2))
  const types = story.types(from)
  for (const type of [
    'connection.changed',
    'packet-service.changed',
    'registration.changed',
    'connection.removed',
  ]) {
    expect(types).toContain(type)
  }
  expect(types.indexOf('radio.changed')).toBeLessThan(types.indexOf('request.ended'))
  expect(await story.modem()).toMatchObject({
    state: 'disabled',
    radio: { software: 'off', hardware: 'on' },
    packetService: { state: 'detached' },
    registration: { state: 'deregistered' },
  })
  expect((await story.connect()).cause?.code).toBe('radio_off')
})

test('switching it on again registers by itself, and connects', async () => {
  await using story = await Story.begin()
  await switchTo(story, 'off')
  expect((await switchTo(story, 'on')).state).toBe('succeeded')
  await story.pass(Seconds(5))
  expect((await story.modem()).registration?.state).toBe('home')
  expect((await story.connect()).state).toBe('succeeded')
})

test('switching it to where it is succeeds and changes nothing', async () => {
  await using story = await Story.begin()
  const from = story.events.length
  expect((await switchTo(story, 'on')).state).toBe('succeeded')
  expect(story.types(from)).toEqual(['request.started', 'request.ended'])
})

test('the software switch moves while the hardware switch is off; the radio stays off', async () => {
  await using story = await Story.begin()
  await switchTo(story, 'off')
  story.virtual.inside.radio.setHardware('off')
  await story.pass(Seconds(1))
  expect((await switchTo(story, 'on')).state).toBe('succeeded')
  expect(await story.modem()).toMatchObject({
    state: 'disabled',
    radio: { software: 'on', hardware: 'off' },
    reason: { text: 'the radio is off by the hardware switch' },
  })
})
