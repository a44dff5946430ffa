/** systemd's own tools read the unit; a program in another language is told what systemd would be told. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatagramSender } from '../../src/native/index.ts'
import { Home } from '../support/dialtone-process.ts'
import { Notified } from '../support/notified.ts'
import { scratch } from '../support/scratch.ts'
import { requirePeer } from './peer.ts'

/** In tenths, as `systemd-analyze` has it: the document names the score. */
const UNITS = [
  { unit: 'the unit', dropIns: [], exposure: 20, document: 'docs/operating.md' },
  {
    unit: 'the unit with its drop-in for pppd',
    dropIns: ['pppd.conf'],
    exposure: 40,
    document: 'docs/how-to/serial-modem.md',
  },
] as const

requirePeer('systemd-analyze', 'apt-get install systemd')('systemd-analyze', () => {
  let folder: ReturnType<typeof scratch>
  beforeEach(() => {
    folder = scratch()
  })
  afterEach(() => folder[Symbol.dispose]())

  /** The unit as an operator would have it. */
  function place(dropIns: readonly string[]): string {
    const path = join(folder.path, 'dialtone.service')
    const unit = readFileSync('packaging/systemd/dialtone.service', 'utf8')
    // It looks whether the program is installed, which it is not here.
    writeFileSync(path, unit.replace('/usr/bin/dialtone', '/bin/true'))
    mkdirSync(`${path}.d`)
    for (const name of dropIns) copyFileSync(`packaging/systemd/${name}`, join(`${path}.d`, name))
    return path
  }

  test.each(UNITS)('finds nothing to mend in $unit', ({ dropIns }) => {
    const argv = ['verify', '--man=no', '--recursive-errors=no', place(dropIns)]
    const { status, stdout, stderr } = spawnSync('systemd-analyze', argv, { encoding: 'utf8' })
    expect(stdout + stderr).toBe('')
    expect(status).toBe(0)
  })

  test.each(UNITS)('rates the exposure of $unit as the document says', ({ dropIns, exposure, document }) => {
    const argv = ['security', '--offline=true', `--threshold=${exposure}`, '--no-pager', place(dropIns)]
    const { status, stdout } = spawnSync('systemd-analyze', argv, { encoding: 'utf8' })
    expect(status, stdout).toBe(0)
    const [, score] = /Overall exposure level for dialtone.service: ([\d.]+)/.exec(stdout) ?? []
    expect(readFileSync(document, 'utf8')).toContain(`rates its exposure at ${score ?? ''}`)
  })
})

requirePeer('python3', 'apt-get install python3')('whoever is told by sd_notify', () => {
  let home: Home
  let notified: Notified
  beforeEach(() => {
    home = new Home()
  })
  // Also after a test that has given up waiting for it.
  afterEach(async () => {
    await notified[Symbol.asyncDispose]()
    await home[Symbol.asyncDispose]()
  })

  describe.each([
    ['a socket in the file system', () => join(home.folder, 'notify')],
    ['an abstract socket', () => `@dialtone-test-${process.pid}`],
  ])('at %s', (_, nameOf) => {
    test('hears of the whole life of a service: ready, well, reloading, stopping, and what is so', async () => {
      notified = await Notified.at(nameOf())
      const config = join(home.folder, 'dialtone.toml')
      writeFileSync(config, '')
      const env = { NOTIFY_SOCKET: nameOf(), WATCHDOG_USEC: '300000' }
      const service = home.startWith(env, 'serve', '--virtual', '--memory', '--config', config)
      await notified.until(/^READY=1\nSTATUS=(no modem|1 modem, 0 connected)$/)
      await service.until(/packet service attached/)
      await notified.until(/STATUS=1 modem, 0 connected$/)
      await home.run('connect', 'internet')
      await notified.until(/^STATUS=1 modem, 1 connected$/)
      await notified.until(/^WATCHDOG=1$/, notified.told.length)

      const from = notified.told.length
      service.signal('SIGHUP')
      const [, time] =
        /^RELOADING=1\nMONOTONIC_USEC=(\d+)\n/.exec(await notified.until(/^RELOADING=1/, from)) ?? []
      const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
      expect(Number(time) / 1e6).toBeGreaterThan(0)
      expect(Number(time) / 1e6).toBeLessThan(uptime + 1)
      expect(await notified.until(/^READY=1/, from)).toBe('READY=1\nSTATUS=1 modem, 1 connected')

      service.signal('SIGTERM')
      await notified.until(/^STOPPING=1\nSTATUS=stopping$/, from)
      expect((await service.ended).code).toBe(0)
      // The main process and nobody else: systemd listens to no other.
      expect(new Set(notified.told.map(({ pid }) => pid))).toEqual(new Set([service.pid]))
    })
  })

  test('gets each datagram whole, also at the longest abstract name there is', async () => {
    const name = `@dialtone-${process.pid}-`.padEnd(108, 'x')
    notified = await Notified.at(name)
    using sender = new DatagramSender(name)
    for (const text of ['A=1\nB=ü', 'C=1']) expect(sender.send(text)).toBe(true)
    await notified.until(/^C=1$/)
    expect(notified.told.map(({ text }) => text)).toEqual(['A=1\nB=ü', 'C=1'])
  })
})
