import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ScriptedFunction } from '../../test/support/scripted-function.ts'
import { DialtoneError, Seconds, systemClock, VirtualClock } from '../base/index.ts'
import { ProxyConfiguration, ProxyVersion, RadioState, type Status } from '../mbim/index.ts'
import { openControlChannel } from './control-channel.ts'
import { Pty } from '../native/index.ts'
import { MbimDevice } from './device.ts'
import { throughProxy } from './proxy.ts'

const RADIO = { hwRadioState: 'on', swRadioState: 'on' } as const

/** A proxy that answers CONFIGURATION with `status`, or not at all, and is the modem afterwards. */
function proxy(status: Status | undefined): ScriptedFunction {
  return new ScriptedFunction((message, self) => {
    if (message.type !== 'command' || message.service !== ProxyConfiguration.service.uuid) {
      self.standard(message)
    } else if (status !== undefined) self.answer(message, status)
  })
}

const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof DialtoneError ? error.code : String(error)),
  )

describe('through a proxy', () => {
  test('names the device, then is the modem; what was told before the start arrives after it', async () => {
    const clock = new VirtualClock()
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'command' && message.service === ProxyConfiguration.service.uuid) {
        self.indicate(ProxyVersion, { mbimVersion: 0x0100, mbimExtendedVersion: 0x0200 })
        self.answer(message, 'success')
        self.indicate(RadioState, RADIO)
      } else self.standard(message)
    })
    const channel = await throughProxy(func.channel, '/dev/cdc-wdm0', { clock })
    expect(channel.name).toContain('/dev/cdc-wdm0')
    const [configuration] = func.commands
    expect(configuration && ProxyConfiguration.set.decode(configuration.info, 1)).toEqual({
      devicePath: '/dev/cdc-wdm0',
      timeout: 45,
    })
    const heard: unknown[] = []
    const device = new MbimDevice(channel, { lost: () => undefined, ended: () => undefined }, { clock })
    device.on(RadioState, (info) => heard.push(info))
    expect(await device.open()).toEqual({ adopted: true })
    expect(device.version).toBe(2)
    expect(heard).toEqual([RADIO])
    await device.close()
    expect(func.ends).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  test.each([
    ['failure', 'channel_failed'],
    ['busy', 'busy'],
  ] as const)('%s is refused', async (status, expected) => {
    const clock = new VirtualClock()
    const func = proxy(status)
    expect(await code(throughProxy(func.channel, '/dev/cdc-wdm0', { clock }))).toBe(expected)
    await clock.advance(Seconds(0))
    expect(func.ends).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  test('hanging up says what may be the matter', async () => {
    const clock = new VirtualClock()
    const func = new ScriptedFunction((_message, self) => self.unplug())
    await expect(throughProxy(func.channel, '/dev/cdc-wdm0', { clock })).rejects.toThrow(
      /cannot open the device, the modem does not answer, or this user may not/,
    )
    expect(clock.pending).toBe(0)
  })

  test('silence ends after the time given, and can be abandoned', async () => {
    const clock = new VirtualClock()
    const timeout = Seconds(50)
    const silent = throughProxy(proxy(undefined).channel, '/dev/x', { clock, timeout })
    expect(await code(clock.resolve(silent))).toBe('timeout')
    const abort = new AbortController()
    const abandoned = throughProxy(proxy(undefined).channel, '/dev/x', { clock, signal: abort.signal })
    abort.abort()
    expect(await code(abandoned)).toBe('cancelled')
    expect(clock.pending).toBe(0)
  })

  test('a proxy that goes away afterwards is told', async () => {
    const clock = new VirtualClock()
    const func = proxy('success')
    const channel = await throughProxy(func.channel, '/dev/cdc-wdm0', { clock })
    const ends: unknown[] = []
    func.unplug()
    await clock.advance(Seconds(0))
    channel.start({ frame: () => undefined, closed: (cause) => ends.push(cause?.code) })
    await clock.advance(Seconds(0))
    expect(ends).toEqual(['unplugged'])
  })
})

describe('by the path of a device', () => {
  let folder: string
  let server: Server
  const sockets: Socket[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dialtone-'))
    server = createServer((socket) => sockets.push(socket))
  })
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy()
    server.close()
    rmSync(folder, { recursive: true })
  })

  test('a proxy that is there is used, and its refusal is final', async () => {
    const proxyPath = join(folder, 'proxy')
    await new Promise<void>((resolve) => server.listen(proxyPath, resolve))
    server.on('connection', (socket) => socket.once('data', () => socket.destroy()))
    const opening = openControlChannel('/dev/null', { clock: systemClock, proxy: proxyPath })
    await expect(opening).rejects.toMatchObject({ code: 'channel_failed' })
  })

  test('a device that another program has open is left alone, and the program named', async () => {
    using pty = Pty.open()
    // Reads the terminal until its own input ends.
    const other = spawn('sh', ['-c', 'exec 3<>"$0"; echo open; read _', pty.path])
    const ended = once(other, 'exit')
    await once(other.stdout, 'data')
    const options = { clock: systemClock, proxy: join(folder, 'none') }
    await expect(openControlChannel(pty.path, options)).rejects.toMatchObject({
      code: 'busy',
      detail: { pid: other.pid, holder: 'sh' },
    })
    other.stdin.end()
    await ended
    const channel = await openControlChannel(pty.path, options)
    channel.close()
  })

  test('without one the device is opened, and what is wrong with it is said', async () => {
    const options = { clock: systemClock, proxy: join(folder, 'none') }
    await expect(openControlChannel(join(folder, 'modem'), options)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
