import { existsSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { Seconds, systemClock, VirtualClock, type Clock } from '../../base/index.ts'
import { openCharacterDevice } from '../../channel/index.ts'
import { Connect, DeviceCaps, DeviceServices, RegisterState } from '../../mbim/index.ts'
import { activation } from '../../../test/support/host-rig.ts'
import { ProbeHost } from '../../../test/support/probe-host.ts'
import { createVirtualModem, type VirtualModem } from '../virtual-modem.ts'
import { PtyServer } from './pty.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-'))
  path = join(folder, 'modem')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** `clock` is the server's. */
function serve(
  clock: Clock = systemClock,
  modemClock: Clock = systemClock,
): { modem: VirtualModem; server: PtyServer } {
  const modem = createVirtualModem({ name: 'virtual0', timing: 'instant', clock: modemClock })
  const server = new PtyServer({ modem, path, clock })
  onTestFinished(() => {
    server[Symbol.dispose]()
    modem[Symbol.dispose]()
  })
  return { modem, server }
}

function program(): ProbeHost {
  const host = new ProbeHost(openCharacterDevice(path))
  onTestFinished(() => {
    host.close()
  })
  return host
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve))
}

test('a program opens the path and speaks to the modem', async () => {
  const { server, modem } = serve()
  expect(readlinkSync(path)).toBe(server.device)
  const host = program()
  expect(await host.open()).toBe('success')
  expect((await host.query(DeviceCaps)).info?.deviceId).toBe(modem.inside.equipment.imei)
  expect((await host.query(DeviceServices)).info?.deviceServices).toHaveLength(5)
})

test('programs come and go, and the modem stays as they leave it', async () => {
  serve()
  const first = program()
  await first.open()
  await first.set(Connect, activation())
  first.close()
  for (let turn = 0; turn < 3; turn++) {
    const next = program()
    expect((await next.query(Connect, { sessionId: 0 })).info?.activationState).toBe('activated')
    next.close()
  }
})

test('what a program asked for that is gone is told to the next one', async () => {
  const modem = new VirtualClock()
  const looking = new VirtualClock()
  serve(looking, modem)
  const first = program()
  await first.open()
  void first.set(Connect, activation({ accessString: 'slow' }))
  await first.query(DeviceCaps)
  first.close()
  await until(() => looking.pending > 0)
  const next = program()
  await looking.advance(Seconds(1))
  expect((await next.query(Connect, { sessionId: 0 })).info?.activationState).toBe('activating')
  next.forget()
  await modem.advance(Seconds(10))
  await until(() => next.messages.length > 0)
  expect(next.told(Connect)).toMatchObject([{ sessionId: 0, activationState: 'activated' }])
  expect(next.answers).toEqual([])
})

test('what half a frame left behind does not reach the next program', async () => {
  const clock = new VirtualClock()
  serve(clock)
  const first = program()
  await first.open()
  first.send(first.frame(RegisterState, 7).subarray(0, 30))
  first.close()
  // It has been noticed that the first is gone: from now on it is looked whether there is another.
  await until(() => clock.pending > 0)
  const second = program()
  await clock.advance(Seconds(1))
  expect((await second.query(DeviceCaps)).status).toBe('success')
})

test('unplugged, the path is gone and its program told; plugged in, it is there again', async () => {
  const { modem, server } = serve()
  const host = program()
  await host.open()
  modem.unplug()
  await until(() => host.closed)
  expect(existsSync(path)).toBe(false)
  expect(server.device).toBeUndefined()
  modem.plug()
  const again = program()
  expect(await again.open()).toBe('success')
})

test('a link that an earlier server left is replaced, anything else is left alone', () => {
  symlinkSync('/dev/pts/99999', path)
  const { server } = serve()
  expect(readlinkSync(path)).toBe(server.device)
  server[Symbol.dispose]()
  server[Symbol.dispose]()
  expect(existsSync(path)).toBe(false)
  for (const make of [() => writeFileSync(path, 'mine'), () => symlinkSync('/dev/null', path)]) {
    make()
    const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
    expect(() => new PtyServer({ modem, path })).toThrow(expect.objectContaining({ code: 'already_exists' }))
    expect(existsSync(path)).toBe(true)
    rmSync(path)
  }
})

test('a path that somebody else has taken meanwhile is left to them', () => {
  const { server } = serve()
  rmSync(path)
  writeFileSync(path, 'theirs')
  server[Symbol.dispose]()
  expect(existsSync(path)).toBe(true)
})

test('where no link can be made it says so', () => {
  const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
  const nowhere = join(folder, 'none', 'modem')
  expect(() => new PtyServer({ modem, path: nowhere })).toThrow(
    `cannot make a pty at ${nowhere}: there is no folder ${join(folder, 'none')}; make it, or choose another path`,
  )
  writeFileSync(path, 'theirs')
  const below = join(path, 'modem')
  expect(() => new PtyServer({ modem, path: below })).toThrow(
    `cannot make a pty at ${below}: ${path} is no folder; choose another path`,
  )
})
