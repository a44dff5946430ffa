/** `dialtone/client`, and `dialtone/mbim`, as they are published, in a page of somebody's own. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { join } from 'node:path'
import type { Event } from '../../src/core/index.ts'
import { describe as inWords, encode } from '../../src/mbim/index.ts'
import { Browser, suite } from './browser.ts'
import { OwnPage } from './own-page.ts'
import { Stage } from './stage.ts'

const EXAMPLE = join(import.meta.dirname, '../../examples/browser-page.ts')

/** What the tests use of the page is in reach of whoever evaluates in it. */
const SCRIPT = `
import * as client from 'dialtone/client'
import * as mbim from 'dialtone/mbim'
import * as example from ${JSON.stringify(EXAMPLE)}
Object.assign(globalThis, { client, mbim, example })
`

/** Until something is so in the page. `waitForFunction` would make code of the text there, which the policy forbids. */
function until(page: Page, holds: string): Promise<void> {
  return expect.poll(() => page.evaluate(`!!(${holds})`)).toBe(true)
}

/** What a page would have of all events: each item as it came, and how often the service was away. */
const WATCH = `
globalThis.items = []
globalThis.away = 0
globalThis.stop = new AbortController()
globalThis.watching = (async () => {
  const service = client.createClient(fetch, { base: '', headers: { authorization: 'Bearer admin-token' } })
  const onInterruption = () => void away++
  for await (const item of client.watchResuming(service, { signal: stop.signal, onInterruption })) items.push(item)
})()
void 0
`

suite('in a page of one’s own', () => {
  let stage: Stage
  let own: OwnPage
  let browser: Browser

  beforeAll(async () => {
    browser = await Browser.launch()
    stage = await Stage.open()
    own = await OwnPage.open(SCRIPT, stage.address)
    await stage.ready()
  })
  afterAll(async () => {
    await own[Symbol.asyncDispose]()
    await stage[Symbol.asyncDispose]()
    await browser[Symbol.asyncDispose]()
  })
  afterEach(() => stage.disconnect('modem0'))

  async function open(): Promise<Page> {
    const page = await browser.open(own)
    await until(page, 'globalThis.example !== undefined')
    return page
  }

  /** What has come, from the snapshot on; it is checked that nothing is missing and nothing came twice. */
  async function gapless(page: Page): Promise<readonly Event[]> {
    const [first, ...events] =
      await page.evaluate<[{ type: string; cursor: { epoch: string; seq: number } }, ...Event[]]>('items')
    expect(first.type).toBe('snapshot')
    const { epoch, seq } = first.cursor
    expect(events.map((event) => `${event.epoch}-${event.seq}`)).toEqual(
      events.map((_, index) => `${epoch}-${seq + 1 + index}`),
    )
    return events
  }

  const told = (page: Page, state: string, count = 1): Promise<void> =>
    until(
      page,
      `items.filter((item) => item.type === 'connection.changed' && item.data.state === '${state}').length >= ${count}`,
    )

  test('modems are listed, and a connection is connected and disconnected by requests that end', async () => {
    const page = await open()
    const seen = await page.evaluate(`(async () => {
      const manager = example.openManager('admin-token')
      const modems = (await manager.modems()).map(({ name, state }) => [name, state])
      const connection = await manager.connection('modem0')
      const up = await connection.connect({ profile: 'internet' })
      const { ip } = await up.done
      const between = connection.state
      const down = await connection.disconnect()
      await down.done
      const ends = await Promise.all([up, down].map(async ({ id }) => (await manager.request(id)).state))
      const paged = []
      for await (const { id } of manager.service.each('requests', {}, { limit: 1 })) paged.push(id)
      await manager[Symbol.asyncDispose]()
      return { modems, addresses: ip.v4.addresses.length, between, after: connection.state, ends, both: paged.includes(up.id) && paged.includes(down.id) }
    })()`)
    expect(seen).toEqual({
      modems: [['modem0', expect.any(String)]],
      addresses: 1,
      between: 'activated',
      after: 'deactivated',
      ends: ['succeeded', 'succeeded'],
      both: true,
    })
    expect(await browser.closePages()).toEqual([])
  })

  test('the example of the documents shows what others do, and what it does itself', async () => {
    const page = await open()
    await page.evaluate(`
      globalThis.shown = []
      globalThis.stop = new AbortController()
      globalThis.manager = example.openManager('admin-token')
      globalThis.following = example.follow(manager, (...line) => shown.push(line.join(' ')), stop.signal)
      void 0`)
    await until(page, `shown.includes('modem0 deactivated')`)
    await stage.connect('modem0')
    await until(page, `shown.includes('modem0 activated')`)
    await stage.disconnect('modem0')
    await until(page, `shown.at(-1) === 'modem0 deactivated'`)
    await page.evaluate(`example.connect(manager, 'modem0', 'internet')`)
    expect(await stage.state('modem0')).toBe('activated')
    await page.evaluate(`(stop.abort(), following.then(() => manager[Symbol.asyncDispose]()))`)
    expect(await page.evaluate('shown')).toEqual([
      'modem0 deactivated',
      'modem0 activating',
      'modem0 activated',
      'modem0 deactivating',
      'modem0 deactivated',
      'modem0 activating',
      'modem0 activated',
    ])
    expect(await browser.closePages()).toEqual([])
  })

  test('what happens while the proxy does not reach the service comes afterwards, once and in order', async () => {
    const page = await open()
    await page.evaluate(WATCH)
    await until(page, 'items.length > 0')
    await stage.connect('modem0')
    await told(page, 'activated')
    own.cut()
    await until(page, 'away > 1')
    await stage.disconnect('modem0')
    await stage.connect('modem0')
    own.mend()
    await told(page, 'activated', 2)
    const states = (await gapless(page)).flatMap((event) =>
      event.type === 'connection.changed' ? [event.data.state] : [],
    )
    expect(states).toEqual([
      'activating',
      'activated',
      'deactivating',
      'deactivated',
      'activating',
      'activated',
    ])
    // It ends when it is told to, and not before.
    expect(await page.evaluate(`(stop.abort(), watching)`)).toBeUndefined()
    expect(await browser.closePages()).toEqual([])
  })

  test('what happens around a restart of the service comes as well', async () => {
    const page = await open()
    await page.evaluate(WATCH)
    await until(page, 'items.length > 0')
    await stage.stop()
    await until(page, 'away > 1')
    await stage.start()
    await stage.ready()
    await stage.connect('modem0')
    await told(page, 'activated')
    expect((await gapless(page)).map(({ type }) => type)).toContain('service.started')
    await page.evaluate(`(stop.abort(), watching)`)
    expect(await browser.closePages()).toEqual([])
  })

  test('what is refused rejects with its code', async () => {
    const page = await open()
    const code = (call: string): Promise<string> =>
      page.evaluate<string>(`(async () => {
        const { DialtoneError } = client
        const service = (token) => client.createClient(fetch, { base: '', headers: { authorization: 'Bearer ' + token } })
        try { await (${call}) } catch (error) { return error instanceof DialtoneError ? error.code : String(error) }
      })()`)
    expect(await code(`service('no-token').modems()`)).toBe('unauthenticated')
    expect(await code(`service('no-token').watch({}).next()`)).toBe('unauthenticated')
    expect(await code(`service('admin-token').modem({ modem: 'nope' })`)).toBe('not_found')
    expect(await code(`service('read-token').connect({ connection: 'modem0', profile: 'internet' })`)).toBe(
      'access_denied',
    )
    own.cut()
    expect(await code(`service('admin-token').modems()`)).toBe('service_unavailable')
    own.mend()
    expect(await browser.closePages()).toEqual([])
  })

  test('a page of another address is told nothing', async () => {
    const page = await open()
    const seen = await page.evaluate(`(async () => {
      const headers = { authorization: 'Bearer admin-token' }
      try { return await client.createClient(fetch, { base: '${stage.address}', headers }).modems() } catch (error) { return error.code }
    })()`)
    expect(seen).toBe('service_unavailable')
    expect((await browser.closePages()).join('\n')).toMatch(/blocked by CORS policy/)
  })

  test('the schemas are built, and MBIM is spoken, where no code may be made of text', async () => {
    const page = await open()
    const frame = encode({ type: 'open', transactionId: 7, maxControlTransfer: 4096 })
    const seen = await page.evaluate(`(async () => {
      const { SCHEMAS } = await client.loadSchemas()
      const frame = mbim.encode({ type: 'open', transactionId: 7, maxControlTransfer: 4096 })
      return {
        unknown: Object.keys(client.OPERATIONS).filter((name) => SCHEMAS[name] === undefined),
        takes: Object.keys(SCHEMAS.connect.input.properties).includes('profile'),
        frame: [...frame],
        words: mbim.describe(frame),
        value: mbim.decode(frame),
      }
    })()`)
    expect(seen).toEqual({
      unknown: [],
      takes: true,
      frame: [...frame],
      words: inWords(frame),
      value: { type: 'open', transactionId: 7, maxControlTransfer: 4096 },
    })
    expect(await browser.closePages()).toEqual([])
  })
})
