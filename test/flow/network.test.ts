import { expect, test } from 'vitest'
import { Milliseconds, Seconds } from '../../src/base/index.ts'
import type { Accepted, RegisterInput, ScanInput } from '../../src/api/index.ts'
import type { Request } from '../../src/core/index.ts'
import { Story } from '../support/story.ts'

const HOME = '00101'
const RIVAL = '00102'
const GUEST = '99940'
const PARTNER = '99941'

const begun = async (story: Story, asked: Promise<Accepted>): Promise<number> =>
  (await story.clock.resolve(asked)).requestId

const ended = async (story: Story, asked: Promise<Accepted>): Promise<Request> =>
  story.end(await begun(story, asked))

const register = (story: Story, choice: Omit<RegisterInput, 'modem'>): Promise<Request> =>
  ended(story, story.service.register({ modem: 'modem0', ...choice }))

const scan = (story: Story, options: Omit<ScanInput, 'modem'> = {}): Promise<Request> =>
  ended(story, story.service.scan({ modem: 'modem0', ...options }))

test('choosing a network by hand registers with it, and the choice outlives the radio', async () => {
  await using story = await Story.begin({ modem: { area: 'abroad' } })
  expect((await story.modem()).registration).toMatchObject({ mode: 'automatic', provider: { id: PARTNER } })
  const from = story.events.length
  expect(await register(story, { mode: 'manual', provider: GUEST })).toMatchObject({
    kind: 'register',
    state: 'succeeded',
  })
  const chosen = { mode: 'manual', state: 'roaming', provider: { id: GUEST }, cellularClass: 'gsm' }
  expect((await story.modem()).registration).toMatchObject(chosen)
  const types = story.types(from)
  expect(types.lastIndexOf('registration.changed')).toBeLessThan(types.indexOf('request.ended'))

  for (const software of ['off', 'on'] as const) {
    await ended(story, story.service.setRadio({ modem: 'modem0', software }))
  }
  await story.pass(Seconds(5))
  expect((await story.modem()).registration).toMatchObject(chosen)
  expect((await register(story, { mode: 'automatic' })).state).toBe('succeeded')
  expect((await story.modem()).registration).toMatchObject({ mode: 'automatic', provider: { id: PARTNER } })
})

test('choosing a network while connected is refused with the state as it is', async () => {
  await using story = await Story.begin()
  await story.connect()
  await expect(
    story.service.register({ modem: 'modem0', mode: 'manual', provider: HOME }),
  ).rejects.toMatchObject({
    code: 'invalid_state',
  })
})

test('choosing while connected what is chosen already succeeds and disturbs nothing', async () => {
  await using story = await Story.begin()
  await story.connect()
  const from = story.events.length
  expect((await register(story, { mode: 'automatic' })).state).toBe('succeeded')
  expect(story.types(from)).toEqual(['request.started', 'request.ended'])
  expect((await story.connection()).state).toBe('activated')
})

test('a modem that lets nobody choose after all ends the choice', async () => {
  await using story = await Story.begin()
  story.virtual.inside.refit({ manualRegistration: false })
  expect((await register(story, { mode: 'manual', provider: HOME })).cause).toMatchObject({
    code: 'not_supported',
  })
})

test('a modem that always chooses itself takes no choice by hand', async () => {
  await using story = await Story.begin({ modem: { equipment: { manualRegistration: false } } })
  await expect(
    story.service.register({ modem: 'modem0', mode: 'manual', provider: HOME }),
  ).rejects.toMatchObject({ code: 'not_supported' })
  expect((await register(story, { mode: 'automatic' })).state).toBe('succeeded')
})

test('a network that is not in reach is chosen all the same, and registered with when it is', async () => {
  await using story = await Story.begin()
  expect((await register(story, { mode: 'manual', provider: GUEST })).cause).toMatchObject({
    code: 'not_found',
    status: { name: 'provider-not-visible' },
  })
  expect(await story.modem()).toMatchObject({
    state: 'searching',
    registration: { mode: 'manual', state: 'searching', provider: { id: GUEST } },
  })
  story.virtual.roam(GUEST)
  await story.pass(Seconds(5))
  expect((await story.modem()).registration).toMatchObject({ state: 'roaming', provider: { id: GUEST } })
})

test('a network that refuses ends the choice with its cause', async () => {
  await using story = await Story.begin()
  expect(await register(story, { mode: 'manual', provider: RIVAL })).toMatchObject({
    state: 'failed',
    cause: { code: 'status', network: { value: 11, name: 'plmn-not-allowed' } },
  })
  expect((await story.modem()).registration).toMatchObject({ state: 'denied', mode: 'manual' })
})

test.each([
  ['a name', { mode: 'manual', provider: 'Wanderfunk' }],
  ['a number that is too long', { mode: 'manual', provider: '0010101' }],
  ['no number at all', { mode: 'manual' }],
  ['a number that is not to be', { mode: 'automatic', provider: HOME }],
] as const)('choosing by %s never reaches the modem', async (_what, choice) => {
  await using story = await Story.begin()
  expect((await register(story, choice)).cause).toMatchObject({ code: 'invalid_argument' })
  expect((await story.modem()).registration).toMatchObject({ mode: 'automatic', state: 'home' })
})

test('technologies are a preference: without any of them in reach the best there is will do', async () => {
  await using story = await Story.begin({ modem: { area: 'abroad' } })
  await register(story, { mode: 'manual', provider: GUEST, dataClasses: ['umts', 'hsdpa'] })
  expect((await story.modem()).registration?.availableDataClasses).toEqual(['umts', 'hsdpa'])
  expect(await register(story, { mode: 'manual', provider: PARTNER, dataClasses: ['5g-nsa'] })).toMatchObject(
    { state: 'succeeded' },
  )
  expect((await story.modem()).registration).toMatchObject({ state: 'partner', provider: { id: PARTNER } })
})

test('two choices at a time: the second ends at once', async () => {
  await using story = await Story.begin({ modem: { area: 'abroad' } })
  const first = await begun(
    story,
    story.service.register({ modem: 'modem0', mode: 'manual', provider: GUEST }),
  )
  const second = await begun(story, story.service.register({ modem: 'modem0', mode: 'automatic' }))
  expect((await story.end(second)).cause).toMatchObject({ code: 'busy' })
  expect((await story.end(first)).state).toBe('succeeded')
})

test('a scan finds the networks in reach, and the modem keeps them with their age', async () => {
  await using story = await Story.begin()
  expect(await story.modem()).not.toHaveProperty('visibleProviders')
  const request = await begun(story, story.service.scan({ modem: 'modem0' }))
  expect((await story.modem()).scanning).toBe('all')
  const done = await story.end(request)
  const rssi = expect.any(Number) as number
  const found = [
    {
      id: HOME,
      name: 'Dialtone Mobile',
      states: ['home', 'visible', 'registered'],
      cellularClasses: ['gsm'],
      rssi,
      errorRate: 0,
    },
    {
      id: RIVAL,
      name: 'Rival Wireless',
      states: ['forbidden', 'visible'],
      cellularClasses: ['gsm'],
      rssi,
      errorRate: 0,
    },
  ]
  expect(done).toMatchObject({ kind: 'scan', state: 'succeeded', providers: found })
  const modem = await story.modem()
  expect(modem).not.toHaveProperty('scanning')
  expect(modem.visibleProviders).toEqual({ scannedAt: done.endedAt, providers: done.providers })
})

test('a scan where nothing is in reach finds nothing, which is no failure', async () => {
  await using story = await Story.begin({ modem: { area: 'nowhere' } })
  expect(await scan(story)).toMatchObject({ state: 'succeeded', providers: [] })
  expect((await story.modem()).visibleProviders?.providers).toEqual([])
})

test('a scan with the radio off, one while another runs and one that the modem has no time for end at once', async () => {
  await using story = await Story.begin({ modem: { equipment: { scanWhileConnected: false } } })
  const first = await begun(story, story.service.scan({ modem: 'modem0' }))
  const second = await begun(story, story.service.scan({ modem: 'modem0' }))
  expect((await story.end(second)).cause).toMatchObject({ code: 'already_exists' })
  expect((await story.end(first)).state).toBe('succeeded')
  await story.connect()
  expect((await scan(story)).cause).toMatchObject({ code: 'busy', status: { name: 'busy' } })
  await story.disconnect()
  await ended(story, story.service.setRadio({ modem: 'modem0', software: 'off' }))
  expect((await scan(story)).cause).toMatchObject({ code: 'radio_off' })
})

test('a scan that is given up is no longer waited for', async () => {
  await using story = await Story.begin()
  const request = await begun(story, story.service.scan({ modem: 'modem0' }))
  await story.service.cancelRequest({ request })
  expect((await story.end(request)).cause).toMatchObject({ code: 'cancelled' })
  expect(await story.modem()).not.toHaveProperty('scanning')
  expect(await story.modem()).not.toHaveProperty('visibleProviders')
})

test.each([
  ['SIM', async (story: Story) => story.virtual.removeSim()],
  ['radio', async (story: Story) => story.virtual.inside.radio.setSoftware('off')],
])('what a scan has found goes with the %s, and everybody is told', async (_what, take) => {
  await using story = await Story.begin()
  await scan(story)
  const from = story.events.length
  await take(story)
  await story.pass(Seconds(1))
  expect(await story.modem()).not.toHaveProperty('visibleProviders')
  const told = story.events.slice(from).filter(({ type }) => type === 'modem.changed')
  expect(told.at(-1)?.data).not.toHaveProperty('visibleProviders')
})

test('the preferred networks are read with the SIM, and again when it is back', async () => {
  await using story = await Story.begin()
  const shipped = [
    { id: PARTNER, states: ['preferred'] },
    { id: GUEST, states: ['preferred'] },
    { id: RIVAL, states: ['forbidden'] },
  ]
  expect((await story.modem()).preferredProviders?.providers).toMatchObject(shipped)
  story.virtual.removeSim()
  await story.pass(Seconds(1))
  expect(await story.modem()).not.toHaveProperty('preferredProviders')
  story.virtual.insertSim()
  await story.pass(Seconds(1))
  expect((await story.modem()).preferredProviders?.providers).toMatchObject(shipped)
})

test('the preferred networks are set by the caller and changed by the network, each told as what it is', async () => {
  await using story = await Story.begin()
  const providers = [{ id: GUEST }, { id: RIVAL, state: 'forbidden' }] as const
  const done = await ended(story, story.service.setPreferredProviders({ modem: 'modem0', providers }))
  expect(done.state).toBe('succeeded')
  const changed = (): (typeof story.events)[number] | undefined =>
    story.events.findLast(({ type }) => type === 'preferred-providers.changed')
  expect(changed()).toMatchObject({
    by: done.by,
    request: done.id,
    data: { providers: [{ id: GUEST, name: 'Wanderfunk Süd', states: ['preferred'] }, { id: RIVAL }] },
  })
  story.virtual.rewritePreferred([PARTNER])
  await story.pass(Milliseconds(10))
  expect(changed()).toMatchObject({ data: { providers: [{ id: PARTNER }] } })
  expect(changed()).not.toHaveProperty('request')
})

test('preferred networks whose SIM asks for its PIN are not written', async () => {
  await using story = await Story.begin()
  story.virtual.lockSim()
  await story.pass(Seconds(1))
  const done = await ended(
    story,
    story.service.setPreferredProviders({ modem: 'modem0', providers: [{ id: GUEST }] }),
  )
  expect(done.cause).toMatchObject({ code: 'pin_required' })
})

test('what is no network is not written to the SIM', async () => {
  await using story = await Story.begin()
  const providers = [{ id: GUEST }, { id: '1' }]
  const done = await ended(story, story.service.setPreferredProviders({ modem: 'modem0', providers }))
  expect(done.cause).toMatchObject({ code: 'invalid_argument' })
})

test('a modem that may make emergency calls only says so', async () => {
  await using story = await Story.begin()
  expect((await story.modem()).emergencyMode).toBe(false)
  story.virtual.setEmergency(true)
  await story.pass(Milliseconds(10))
  expect(story.events.at(-1)).toMatchObject({ type: 'emergency.changed', data: { emergencyMode: true } })
  expect((await story.modem()).emergencyMode).toBe(true)
})

test('when a modem tells of its signal is set, and said back as what holds', async () => {
  await using story = await Story.begin()
  const done = await ended(
    story,
    story.service.setSignalReports({ modem: 'modem0', interval: 10, rssiChange: 3, errorRateChange: 'off' }),
  )
  // The scale has steps of 2 dB.
  expect(done).toMatchObject({ state: 'succeeded', signalReports: { interval: 10, rssiChange: 4 } })
  expect(done.signalReports).not.toHaveProperty('errorRateChange')
  expect(story.virtual.inside.signal.rule).toMatchObject({ interval: 10, rssi: 2, errorRate: undefined })
  const own = await ended(story, story.service.setSignalReports({ modem: 'modem0' }))
  expect(own.signalReports).toEqual({ interval: 30, rssiChange: 10 })
})

test.each([{ interval: 0 }, { interval: 1.5 }, { rssiChange: 100 }, { errorRateChange: 8 }])(
  'reports of the signal by %o are not asked for',
  async (choice) => {
    await using story = await Story.begin()
    const done = await ended(story, story.service.setSignalReports({ modem: 'modem0', ...choice }))
    expect(done.cause).toMatchObject({ code: 'invalid_argument' })
  },
)
