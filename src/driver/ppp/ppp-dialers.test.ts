import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answering, DEVICE, dialer, PppStage } from '../../../test/support/ppp-stage.ts'
import { scratch } from '../../../test/support/scratch.ts'
import { Minutes, Seconds, silent } from '../../base/index.ts'
import { completeDialSettings } from '../../core/index.ts'
import { pppDialers } from './ppp-dialers.ts'

let stage: PppStage
let clock: PppStage['clock']
let host: PppStage['host']

beforeEach(() => {
  stage = new PppStage()
  ;({ clock, host } = stage)
})
afterEach(() => stage[Symbol.dispose]())

describe('a call', () => {
  test('is up once pppd has told addresses, and down when it is hung up', async () => {
    await using branch = stage.add('branch')
    expect(branch.told()).toEqual(['available'])
    await branch.connect()
    expect(branch.facts).toMatchObject([
      {
        type: 'up',
        link: {
          direction: 'outgoing',
          port: DEVICE,
          by: 'dial',
          ip: {
            v4: { addresses: [{ address: '10.0.0.2', prefixLength: 32 }], gateway: '10.0.0.1', mtu: 1500 },
          },
          link: { name: expect.stringMatching(/^ppp[0-9a-f]{8}$/) as string, configuredBy: 'driver' },
        },
      },
    ])
    branch.told()
    await clock.resolve(branch.hangUp())
    expect(host.last.signals).toEqual(['SIGTERM'])
    expect(branch.told()).toEqual(['down cancelled', 'available'])
  })

  test('has its secrets in files for root alone, and in none once it is up', async () => {
    await using branch = stage.add('branch')
    const dialled = branch.dial()
    await clock.advance(Seconds(0))
    const { etc, path } = host.last.folder
    const options = join(etc, 'dialtone')
    expect(readFileSync(options, 'utf8')).toContain('"password" "secret"')
    expect([statSync(options).mode & 0o777, statSync(etc).mode & 0o777]).toEqual([0o600, 0o700])
    host.last.up()
    await clock.resolve(dialled)
    expect(
      ['dialtone', 'pap-secrets', 'chap-secrets', 'chat'].filter((name) => existsSync(join(etc, name))),
    ).toEqual([])
    await clock.resolve(branch.hangUp())
    expect(existsSync(path)).toBe(false)
  })

  test.each([
    ['a refused password', { status: 19 }, 'connect_failed', 'authentication-failed'],
    ['no agreement', { status: 10 }, 'connect_failed', 'negotiation-failed'],
    ['a lock', { status: 6 }, 'busy', 'locked'],
  ])('fails by %s', async (_, end, code, name) => {
    await using branch = stage.add('branch')
    branch.told()
    const dialled = branch.dial()
    await clock.advance(Seconds(0))
    host.last.exit(end)
    await expect(dialled).rejects.toMatchObject({ reason: { code, status: { name } } })
    // It was never up: the failure is that of the attempt.
    expect(branch.told()).toEqual(['available'])
  })

  test('fails by what the modem says', async () => {
    await using branch = stage.add('branch')
    const dialled = branch.dial()
    await clock.advance(Seconds(0))
    host.last.tell('connect', { STATUS: '4' })
    host.last.exit({ status: 8 })
    await expect(dialled).rejects.toMatchObject({
      reason: { code: 'connect_failed', status: { name: 'busy' } },
    })
  })

  test('that is given up ends with its pppd', async () => {
    await using branch = stage.add('branch')
    const giveUp = new AbortController()
    const dialled = branch.dial(giveUp.signal)
    await clock.advance(Seconds(1))
    giveUp.abort()
    await expect(clock.resolve(dialled)).rejects.toMatchObject({ code: 'cancelled' })
    expect(host.last.signals).toEqual(['SIGTERM'])
  })

  test('that leads nowhere is ended after three minutes', async () => {
    await using branch = stage.add('branch')
    const dialled = branch.dial()
    await clock.advance(Minutes(3))
    await expect(dialled).rejects.toMatchObject({ code: 'timeout' })
    expect(host.last.signals).toEqual(['SIGTERM'])
  })

  test('that does not heed SIGTERM is killed, and told as down only then', async () => {
    await using branch = stage.add('branch')
    await branch.connect()
    host.last.deaf = ['SIGTERM']
    branch.told()
    const down = branch.hangUp()
    await clock.advance(Seconds(11))
    expect(branch.told()).toEqual([])
    await clock.resolve(down)
    expect([host.last.signals, branch.told()]).toEqual([
      ['SIGTERM', 'SIGKILL'],
      ['down cancelled', 'available'],
    ])
  })

  test('that nothing ends is given up, and said so', async () => {
    await using branch = stage.add('branch')
    await branch.connect()
    host.last.deaf = ['SIGTERM', 'SIGKILL']
    branch.told()
    await clock.resolve(branch.hangUp())
    expect(branch.told()[0]).toBe('down timeout')
    expect(existsSync(host.last.folder.path)).toBe(true)
  })

  test.each([
    ['a lost carrier', { status: 16 }, 'down disconnected'],
    ['an end that died', { status: 15 }, 'down disconnected'],
    ['SIGKILL of another', { signal: 'SIGKILL' }, 'down channel_failed'],
    ['SIGTERM of another', { status: 5 }, 'down disconnected'],
  ])('that was up ends by %s', async (_, end, told) => {
    await using branch = stage.add('branch')
    await branch.connect()
    branch.told()
    host.last.exit(end)
    await clock.advance(Seconds(0))
    expect(branch.told()).toEqual([told, 'available'])
  })

  test('whose modem is pulled out ends as unplugged, and waits for it', async () => {
    await using branch = stage.add('branch')
    await branch.connect()
    branch.told()
    host.line = { code: 'no_device', message: 'gone' }
    host.last.exit({ status: 16 })
    await clock.advance(Seconds(0))
    expect(branch.told()).toEqual(['down unplugged', 'available no_device'])
    host.line = undefined
    await clock.advance(Seconds(1))
    expect(branch.told()).toEqual(['available'])
  })

  test('tells it once, however often it is looked at, and again when an address is another', async () => {
    await using branch = stage.add('branch')
    await branch.connect()
    branch.facts.splice(0)
    await clock.advance(Seconds(5))
    expect(branch.facts).toEqual([])
    host.last.up({ IPLOCAL: '10.0.0.7' })
    await clock.advance(Seconds(1))
    expect(branch.facts).toMatchObject([
      { type: 'up', link: { ip: { v4: { addresses: [{ address: '10.0.0.7' }] } } } },
    ])
  })
})

describe('a line', () => {
  test('that several interfaces share is busy for the others while one has it', async () => {
    await using branch = stage.add('branch')
    await using other = stage.add('other')
    expect(other.told()).toEqual(['available'])
    const dialled = branch.dial()
    await clock.advance(Seconds(0))
    expect(other.told()).toEqual(['available busy'])
    await expect(other.dial()).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining('branch') as string,
    })
    host.last.up()
    await clock.resolve(dialled)
    await clock.resolve(branch.hangUp())
    expect(other.told()).toEqual(['available'])
    expect(host.started).toHaveLength(1)
  })

  test.each([
    ['is not there', 'no_device'],
    ['another program has', 'busy'],
  ] as const)('that %s cannot be dialled', async (_, code) => {
    host.line = { code, message: 'why' }
    await using branch = stage.add('branch')
    expect(branch.told()).toEqual([`available ${code}`])
    await expect(branch.dial()).rejects.toMatchObject({ code })
    expect(host.started).toEqual([])
  })
})

describe('a service that starts again', () => {
  test('takes over the link that it left, with who had asked for it', async () => {
    const before = stage.add('branch')
    await before.connect()
    const [, up] = before.facts
    await before[Symbol.asyncDispose]()
    expect(host.last.signals).toEqual([])

    stage.restart()
    await using after = stage.add('branch')
    expect(after.facts).toEqual([up])
    expect(host.started).toHaveLength(1)
    await clock.resolve(after.hangUp())
    expect(after.told()).toEqual(['up', 'down cancelled', 'available'])
  })

  test('finds nothing of a link that has ended meanwhile', async () => {
    const before = stage.add('branch')
    await before.connect()
    await before[Symbol.asyncDispose]()
    host.last.exit({ status: 16 })
    stage.restart()
    await using after = stage.add('branch')
    expect(after.told()).toEqual(['available'])
    expect(existsSync(host.last.folder.path)).toBe(false)
  })

  test('says of a call that was under way that it is, and how it ended', async () => {
    stage
      .add('branch')
      .dial()
      .catch(() => undefined)
    await clock.advance(Seconds(0))
    // Killed: nothing was let go.
    stage.restart()
    await using after = stage.add('branch')
    expect(after.told()).toEqual(['connecting'])
    host.last.up()
    await clock.advance(Seconds(1))
    expect(after.told()).toEqual(['up'])
  })

  test('takes over what waits for callers, and dials in its place', async () => {
    const full = { type: 'full-router', dialer: answering } as const
    stage.add('branch', full)
    const waiting = host.last
    stage.restart()
    await using after = stage.add('branch', full)
    expect(host.started).toHaveLength(1)
    const dialled = after.dial()
    await clock.advance(Seconds(0))
    expect([waiting.signals, host.started.length]).toEqual([['SIGTERM'], 2])
    host.last.up()
    await clock.resolve(dialled)
    expect(after.told()).toEqual(['available', 'up'])
  })

  test('takes over a call that came in, for the interface that it is for', async () => {
    const full = { type: 'full-router', dialer: answering } as const
    stage.add('branch', full)
    host.last.up({ PEERNAME: 'branch' })
    stage.restart()
    // One that takes no calls itself, and is there before the one that the call is for.
    await using first = stage.add('first')
    await using after = stage.add('branch', full)
    expect([first.told(), after.told()]).toEqual([['available busy'], ['available busy']])
    await clock.advance(Seconds(1))
    expect(after.facts.at(-1)).toMatchObject({ type: 'up', link: { direction: 'incoming' } })
    expect([host.started.length, host.last.signals]).toEqual([1, []])
  })

  test('ends the link of an interface that does not come back', async () => {
    const before = stage.add('branch')
    await before.connect()
    await before[Symbol.asyncDispose]()
    stage.restart()
    await using other = stage.add('other')
    expect(other.told()).toEqual(['available busy'])
    await clock.advance(Minutes(1))
    expect(host.last.signals).toEqual(['SIGTERM'])
    expect(other.told()).toEqual(['available'])
  })
})

describe('a line that answers', () => {
  const full = { type: 'full-router', dialer: answering } as const

  test('connects the interface whose name the caller has proved to have', async () => {
    await using branch = stage.add('branch', full)
    await using other = stage.add('other', full)
    expect([branch.told(), other.told()]).toEqual([['available'], ['available']])
    const waiting = host.last
    for (const file of ['chap-secrets', 'pap-secrets']) {
      expect(readFileSync(join(waiting.folder.etc, file), 'utf8')).toBe(
        '"branch" "*" "secret" "10.9.0.2"\n"other" "*" "secret" "10.9.0.2"\n',
      )
    }
    waiting.tell('connect', { STATUS: '0' })
    await clock.advance(Seconds(1))
    expect(branch.told()).toEqual(['available busy'])
    waiting.up({ PEERNAME: 'other', IPLOCAL: '10.9.0.1', IPREMOTE: '10.9.0.2' })
    await clock.advance(Seconds(1))
    // Now it is known who has the line.
    expect(branch.facts.splice(0)).toMatchObject([
      { type: 'available', cause: { code: 'busy', message: expect.stringContaining('other') as string } },
    ])
    expect(other.facts.splice(0).at(-1)).toMatchObject({
      type: 'up',
      link: { direction: 'incoming', port: DEVICE },
    })
    waiting.exit({ status: 0 })
    await clock.advance(Seconds(1))
    expect(other.told()).toEqual(['down disconnected', 'available'])
    expect(branch.told()).toEqual(['available'])
    expect(host.started).toHaveLength(2)
  })

  test('lets nobody in whose name is none of those', async () => {
    await using branch = stage.add('branch', full)
    host.last.up({ PEERNAME: 'Branch' })
    await clock.advance(Seconds(1))
    expect(host.started[0]?.signals).toEqual(['SIGTERM'])
    expect(branch.told().filter((fact) => fact.startsWith('up'))).toEqual([])
  })

  test('stops waiting to dial, and waits again when that is over', async () => {
    await using branch = stage.add('branch', full)
    branch.told()
    const [waiting] = host.started
    const dialled = branch.dial()
    await clock.advance(Seconds(0))
    expect(waiting?.signals).toEqual(['SIGTERM'])
    expect(host.started).toHaveLength(2)
    host.last.up()
    await clock.resolve(dialled)
    await clock.resolve(branch.hangUp())
    await clock.advance(Seconds(1))
    expect(host.started).toHaveLength(3)
  })

  test('does not wait for a disabled interface, and stops when it becomes one', async () => {
    await using branch = stage.add('branch', { ...full, enabled: false })
    expect(host.started).toEqual([])
    branch.settings = { ...branch.settings, enabled: true }
    await clock.advance(Seconds(1))
    expect(host.started).toHaveLength(1)
    branch.settings = { ...branch.settings, enabled: false }
    await clock.advance(Seconds(1))
    expect(host.last.signals).toEqual(['SIGTERM'])
  })

  test('tries a modem that cannot be waited on again after ten seconds', async () => {
    await using branch = stage.add('branch', full)
    host.last.tell('connect', { STATUS: '3' })
    host.last.exit({ status: 8 })
    await clock.advance(Seconds(9))
    expect([host.started.length, branch.told()]).toEqual([1, ['available']])
    await clock.advance(Seconds(2))
    expect(host.started).toHaveLength(2)
  })

  test('ends what waits when the service stops', async () => {
    const branch = stage.add('branch', full)
    await branch[Symbol.asyncDispose]()
    expect(host.last.signals).toEqual(['SIGTERM'])
  })
})

test('a dialer that goes for the first that it hears leaves nothing running', async () => {
  using folder = scratch()
  const settings = completeDialSettings({ name: 'branch', dialer })
  const source = pppDialers({ clock, log: silent, folder: folder.path, host })
  const branch = source({ id: 'branch', settings: () => settings })
  branch.start(() => void branch[Symbol.asyncDispose]())
  await clock.advance(Minutes(2))
  expect(clock.pending).toBe(0)
})
