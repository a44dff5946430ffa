/** The facade against a service that runs as a process of its own, and the examples as people start them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClient } from '../../src/api/index.ts'
import {
  CLSID_MbnConnectionManager,
  CLSID_MbnInterfaceManager,
  createWin32,
  ERROR_SERVICE_NOT_ACTIVE,
  HRESULT_FROM_WIN32,
  IID_IMbnConnectionManager,
  IID_IMbnInterfaceManager,
  out,
  S_OK,
  type IMbnConnectionManager,
  type IMbnInterface,
  type IMbnInterfaceManager,
  type IMbnSubscriberInformation,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { unixFetch } from '../../src/reach/index.ts'
import { Home, type DialtoneProcess, type Ended } from '../support/dialtone-process.ts'
import { advised, created, got, type Recorder } from './program.ts'

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => home[Symbol.asyncDispose]())

async function serve(): Promise<DialtoneProcess> {
  const service = home.start('serve', '--virtual', '--memory', '--log-format', 'human')
  await service.until(/packet service attached/)
  return service
}

/** A program of its own over the service's socket. */
async function program(): Promise<{
  readonly connections: IMbnConnectionManager
  readonly interfaces: IMbnInterfaceManager
}> {
  const facade = createWin32(createClient(unixFetch(home.socket).fetch, { reveal: true }))
  return {
    connections: await created(facade, CLSID_MbnConnectionManager, IID_IMbnConnectionManager),
    interfaces: await created(facade, CLSID_MbnInterfaceManager, IID_IMbnInterfaceManager),
  }
}

/** Resolves when the sink is told this, now or before. */
function heard(sink: Recorder, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    if (sink.methods.includes(wanted)) resolve()
    sink.during = ({ method }) => {
      if (method === wanted) resolve()
      return S_OK
    }
  })
}

function example(name: string, ...argv: readonly string[]): Promise<Ended> {
  return home.shell(`'${process.execPath}' examples/${name}.ts ${argv.join(' ')}`).ended
}

describe('a running service', () => {
  test('a sink hears what another process asks for, with the same request id, and the subscriber is shown', async () => {
    await serve()
    const { connections, interfaces } = await program()
    const sink = await advised(connections, 'IMbnConnectionEvents')
    const connected = heard(sink, 'OnConnectComplete')
    expect((await home.run('connect')).code).toBe(0)
    await connected
    expect(sink.methods).toEqual(['OnConnectStateChange', 'OnConnectStateChange', 'OnConnectComplete'])
    const [, requestID, status] = sink.heard.at(-1)?.arguments ?? []
    expect(status).toBe(S_OK)
    const request = await home.run('request', 'show', String(requestID), '--json')
    expect(JSON.parse(request.out)).toMatchObject({ id: requestID, kind: 'connect', state: 'succeeded' })
    await sink.unadvise()

    const [device] = await got<SAFEARRAY<IMbnInterface>>((all) => interfaces.GetInterfaces(all))
    const subscriber = await got<IMbnSubscriberInformation>(
      async (output) => (await device?.GetSubscriberInformation(output)) ?? -1,
    )
    expect(await got<string>((output) => subscriber.get_SubscriberID(output))).toMatch(/^00101\d{10}$/)
  })

  test('that stops is not active; when it runs again, the sinks that stayed are told what happens', async () => {
    const service = await serve()
    const { connections } = await program()
    const sink = await advised(connections, 'IMbnConnectionEvents')
    const changed = heard(sink, 'OnConnectStateChange')
    service.signal('SIGTERM')
    await service.ended
    expect(await connections.GetConnections(out())).toBe(HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE))
    await serve()
    expect(await connections.GetConnections(out())).toBe(S_OK)
    expect((await home.run('connect')).code).toBe(0)
    await changed
    await sink.unadvise()
  })
})

/** Each starts a dozen processes one after the other, which a busy machine does slowly. */
describe('examples', { timeout: 60_000 }, () => {
  test('mbn-connect.ts, the procedure of the documentation, and connect.ts, the same in plain words', async () => {
    await serve()
    const first = await example('mbn-connect', 'internet')
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toBe(
      [
        'Connect: request 1',
        'OnConnectStateChange: 2',
        'OnConnectStateChange: 1',
        'OnConnectComplete: request 1: Done.',
        '',
      ].join('\n'),
    )
    expect(await example('mbn-connect')).toMatchObject({
      code: 1,
      out: '',
      err: '0x80548205: A context is activated or being activated already. Disconnect it first.\n',
    })
    expect((await example('connect')).code).toBe(1)
    expect((await home.run('disconnect')).code).toBe(0)
    const connected = await example('connect', 'internet')
    expect(connected).toMatchObject({ code: 0, err: '' })
    expect(connected.out).toMatch(/^request \d+\nmodem0 is activated: .*100\.64\./s)
  })

  test('mbn-network-scan.ts and network-scan.ts look for networks; what was found is asked for first', async () => {
    await serve()
    const scanned = await example('mbn-network-scan')
    expect(scanned).toMatchObject({ code: 0, err: '' })
    const found = ['00101 Dialtone Mobile home registered', '00102 Rival Wireless forbidden', '']
    expect(scanned.out).toBe(
      ['ScanNetwork: request 1', 'OnScanNetworkComplete: request 1: Done.', ...found].join('\n'),
    )
    expect((await example('mbn-network-scan')).out).toBe(
      ['The last scan is fresh enough.', ...found].join('\n'),
    )
    const plain = await example('network-scan')
    expect(plain).toMatchObject({ code: 0, err: '' })
    expect(plain.out).toMatch(/^00101 Dialtone Mobile: home, visible, registered, -\d+ dBm$/m)
  })

  test('mbn-pin-unlock.ts and pin-unlock.ts enter the PIN of a locked SIM, and not its last attempt', async () => {
    await serve()
    const unlock = (name: string, code: string): Promise<Ended> =>
      home.shell(`printf ${code} | '${process.execPath}' examples/${name}.ts`).ended
    const lock = async (): Promise<void> => {
      expect((await home.run('virtual', 'lock-sim')).code).toBe(0)
      for (let look = 0; look < 100; look++) {
        if (/locked/.test((await home.run('status')).out)) return
      }
      throw new Error('the SIM is not locked')
    }
    await lock()
    expect(await unlock('mbn-pin-unlock', '0000')).toMatchObject({
      code: 1,
      out: [
        'OnGetPinStateComplete: type 2, state 1, 3 attempts',
        'OnEnterComplete: The PIN or PUK was wrong. Mind the attempts that are left.',
        '2 attempts left\n',
      ].join('\n'),
    })
    const wrong = await unlock('pin-unlock', '0000')
    expect(wrong).toMatchObject({ code: 1, out: 'modem0 wants pin1; attempts left: 2\n' })
    expect(wrong.err).toContain('1 attempt')
    expect(await unlock('pin-unlock', '1234')).toMatchObject({
      code: 1,
      err: 'one attempt is left, which is not spent here\n',
    })
    expect((await home.run('virtual', 'unlock-sim')).code).toBe(0)
    await lock()
    const done = { code: 0, err: '' }
    expect(await unlock('mbn-pin-unlock', '1234')).toMatchObject(done)
    await lock()
    const out = 'modem0 wants pin1; attempts left: 3\nmodem0 is unlocked\n'
    expect(await unlock('pin-unlock', '1234')).toMatchObject({ ...done, out })
  })

  test('mbn-sms-inbox.ts and sms-inbox.ts read what is new, each what the other has left', async () => {
    const service = await serve()
    const receive = async (text: string): Promise<void> => {
      const told = service.until(/received a message/)
      expect((await home.run('virtual', 'sms', text)).code).toBe(0)
      await told
    }
    await receive('hello')
    const read = await example('mbn-sms-inbox')
    expect(read).toMatchObject({ code: 0, err: '' })
    const asked = ['SmsRead: request 1', 'OnSmsReadComplete: request 1: Done.']
    const [line = '', ...rest] = read.out.split('\n').slice(2)
    expect(read.out.split('\n').slice(0, 2)).toEqual(asked)
    // The user data at the end: five characters of seven bits.
    expect(line).toMatch(/^message 1: [0-9A-F]+05E8329BFD06$/)
    expect(rest).toEqual([''])
    expect((await example('mbn-sms-inbox')).out.split('\n')).toHaveLength(3)
    expect((await home.run('virtual', 'sms', 'how are you?')).code).toBe(0)
    expect(await example('sms-inbox', '1')).toMatchObject({
      code: 0,
      err: '',
      out: '+15550123: "how are you?"\n',
    })
    expect((await example('mbn-sms-inbox')).out).not.toContain('message 2')
  })

  test('mpr-notification.ts is signalled by what another process dials and hangs up', async () => {
    const service = home.start('serve', '--virtual', '--memory', '--no-data-path', '--log-format', 'human')
    await service.until(/packet service attached/)
    expect((await home.run('dial', 'add', 'branch', '--profile', 'internet')).code).toBe(0)
    const watcher = home.shell(`'${process.execPath}' examples/mpr-notification.ts 2`)
    await watcher.until(/watching branch/)
    expect((await home.run('dial', 'connect', 'branch')).code).toBe(0)
    await watcher.until(/branch: ROUTER_IF_STATE_CONNECTED/)
    expect((await home.run('dial', 'disconnect', 'branch')).code).toBe(0)
    expect(await watcher.ended).toMatchObject({ code: 0, err: '' })
    expect((await watcher.ended).out).toContain('branch: ROUTER_IF_STATE_DISCONNECTED')
  })

  test('without a service they say so', async () => {
    // The machine may have one.
    const alone = (name: string) =>
      home.shell(`DIALTONE_SOCKET='${home.socket}' '${process.execPath}' examples/${name}.ts`).ended
    expect(await alone('mbn-connect')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^0x80070426: .*not running/) as string,
    })
    expect((await alone('connect')).code).toBe(1)
  })
})
