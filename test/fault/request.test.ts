/**
 * The modem is taken out before and after every single frame of every request that the service takes, and falls silent at
 * every one of them. Each time the request ends with its cause, nothing is left that waits, and the modem comes back as it
 * was. All requests there are: the table is complete by its type.
 */
import { describe, expect, test } from 'vitest'
import { Minutes, Seconds } from '../../src/base/index.ts'
import { OPERATIONS, type Accepted, type OperationName, type Service } from '../../src/api/index.ts'
import type { Channel } from '../../src/channel/index.ts'
import type { Driver, Request, RequestKind } from '../../src/core/index.ts'
import { splitText } from '../../src/sms/index.ts'
import { CODES, EVERY_REQUEST, operationOf, OTHER_WAYS, REQUEST_KINDS } from '../support/every-request.ts'
import { Story } from '../support/story.ts'

type When = 'before' | 'after'

/** Counts the frames in both directions while it is armed, and does something before or after one of them. */
class Scissors {
  frames = 0
  #at = -1
  #when: When = 'before'
  #cut: () => void = () => undefined

  /** From here on the frames are counted, and `cut` is called at the one with this number; -1 is none. */
  arm(at: number, when: When, cut: () => void): void {
    this.frames = 0
    this.#at = at
    this.#when = when
    this.#cut = cut
  }

  lead(channel: Channel): Channel {
    return {
      name: channel.name,
      start: (sink) =>
        channel.start({
          frame: (frame) => this.#pass(() => sink.frame(frame)),
          closed: (cause) => sink.closed(cause),
        }),
      send: (frame) => this.#pass(() => channel.send(frame)),
      close: () => channel.close(),
    }
  }

  #pass(deliver: () => void): void {
    const struck = this.frames++ === this.#at
    if (struck && this.#when === 'before') this.#cut()
    deliver()
    if (struck && this.#when === 'after') this.#cut()
  }
}

/** Counts the verbs that are asked of a driver and have not ended. */
function counting(driver: Driver, counter: { verbs: number }): Driver {
  return new Proxy(driver, {
    get: (_, name) => {
      const value: unknown = Reflect.get(driver, name, driver)
      if (typeof value !== 'function') return value
      return (...given: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, driver, given)
        const verb = ['attach', 'detach', 'activate', 'deactivate', 'operate'].includes(String(name))
        if (!verb || !(result instanceof Promise)) return result
        counter.verbs++
        return result.finally(() => counter.verbs--)
      }
    },
  })
}

// A dial interface is asked, not a modem: it dials by connects of its own, again and with other modems where one is gone.
const { 'connect-interface': _, 'disconnect-interface': __, ...OF_MODEMS } = EVERY_REQUEST
const OF_PORTS: readonly OperationName[] = ['disconnectPort']

const WAYS: Readonly<Record<string, (service: Service) => Promise<Accepted>>> = {
  ...OF_MODEMS,
  ...OTHER_WAYS,
}

/** What has to be so for the request to be a whole one: a context to be ended, a SIM that wants its PIN. */
const BEFORE: Partial<Record<RequestKind, (story: Story) => Promise<unknown>>> = {
  disconnect: (story) => story.connect(),
  'enter-pin': async (story) => {
    story.virtual.lockSim()
    await story.pass(Seconds(2))
  },
  'unblock-pin': async (story) => {
    story.virtual.lockSim()
    await story.pass(Seconds(2))
    for (let attempt = 0; attempt < 3; attempt++) {
      const wrong = story.service.enterPin({ modem: 'modem0', code: '0000' })
      await story.end((await story.clock.resolve(wrong)).requestId)
    }
  },
  'delete-messages': async (story) => {
    const { carrier, inside } = story.virtual
    const [part] = splitText('hello', { reference: 0 })
    const [number = ''] = inside.sim.card?.telephoneNumbers ?? []
    if (part !== undefined) carrier.messages.send(number, '+15550123', part, story.clock.now())
    await story.pass(Seconds(1))
  },
  'disable-pin': enabled,
  'write-stream': streaming,
  'close-stream': streaming,
  'change-pin': enabled,
}

async function enabled(story: Story): Promise<void> {
  const asked = story.service.enablePin({ modem: 'modem0', code: CODES.pin })
  await story.end((await story.clock.resolve(asked)).requestId)
}

async function streaming(story: Story): Promise<void> {
  const opened = await story.clock.resolve(EVERY_REQUEST['open-stream'](story.service))
  await story.end(opened.requestId)
}

/** What a request ends with where nothing answers any more: its own time was up, or that of the modem. */
const SILENCE = ['timeout', 'channel_failed']
/** The longest that a request may take there: a network may take 35 s or 40 s, and is asked at the end of it how it stands. */
const PATIENCE = Seconds(60)

interface Told {
  readonly story: Story
  readonly scissors: Scissors
  readonly counter: { verbs: number }
  readonly request: Request
}

/** Asks on a modem of its own, and gives the request as it ended. */
async function tell(
  way: string,
  at = -1,
  when: When = 'before',
  cut: (story: Story) => void = () => undefined,
): Promise<Told> {
  const scissors = new Scissors()
  const counter = { verbs: 0 }
  const story = await Story.begin({
    modem: { timing: 'instant', equipment: { multicarrier: true } },
    channel: (channel) => scissors.lead(channel),
    driver: (driver) => counting(driver, counter),
  })
  await BEFORE[way as RequestKind]?.(story)
  scissors.arm(at, when, () => cut(story))
  const ask = WAYS[way]
  if (ask === undefined) throw new Error(`there is no ${way}`)
  const { requestId } = await story.clock.resolve(ask(story.service))
  return { story, scissors, counter, request: await story.end(requestId) }
}

test('every operation that takes time is here', () => {
  const asynchronous = (Object.keys(OPERATIONS) as OperationName[]).filter(
    (name) => OPERATIONS[name].status === 202,
  )
  const here = new Set<string>([...REQUEST_KINDS.map(operationOf), ...Object.keys(OTHER_WAYS), ...OF_PORTS])
  expect(asynchronous.filter((name) => !here.has(name))).toEqual([])
})

describe.each(Object.keys(WAYS))('a modem that is asked to %s', (way) => {
  test('and is unplugged before or after any frame ends the request with that, and comes back as it was', async () => {
    const whole = await tell(way)
    await using _ = whole.story
    const { frames } = whole.scissors
    expect(whole.request.state, 'not disturbed').toBe('succeeded')
    // What the store does from time to time goes on.
    whole.story.virtual.unplug()
    await whole.story.pass(Seconds(1))
    const resting = whole.story.clock.pending
    expect(resting).toBeLessThan(2)
    for (let at = 0; at < frames; at++) {
      for (const when of ['before', 'after'] as const) {
        const place = `${when} frame ${at} of ${frames}`
        const { story, request, counter } = await tell(way, at, when, ({ virtual }) => virtual.unplug())
        await using __ = story
        // Cut at its last frames, it may have succeeded.
        if (request.state !== 'succeeded') expect(request.cause?.code, place).toBe('unplugged')
        await story.pass(Seconds(1))
        expect(await story.service.modems(), place).toEqual([])
        expect(story.store.requests.pending(), place).toEqual([])
        expect(counter.verbs, place).toBe(0)
        expect(story.clock.pending, place).toBe(resting)
        story.virtual.plug()
        await story.pass(Seconds(10))
        const { state } = await story.modem()
        expect(['registered', 'locked', 'disabled', 'connected'], place).toContain(state)
      }
    }
  })

  test('and falls silent at any frame ends the request by its patience, and is recovered', async () => {
    const whole = await tell(way)
    await using _ = whole.story
    const { frames } = whole.scissors
    for (let at = 0; at < frames; at++) {
      const place = `silent from frame ${at} of ${frames}`
      const { story, request } = await tell(way, at, 'before', ({ virtual }) => virtual.wedge('until-open'))
      await using __ = story
      if (request.state !== 'succeeded') expect(SILENCE, place).toContain(request.cause?.code)
      expect((request.endedAt ?? Infinity) - request.startedAt, place).toBeLessThanOrEqual(PATIENCE)
      await story.pass(Minutes(1))
      expect(story.store.requests.pending(), place).toEqual([])
      expect(['registered', 'locked', 'disabled', 'connected'], place).toContain((await story.modem()).state)
    }
  })
})
