/** The guest itself: what every other test in it stands on. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import { bootGuest, requireGuest } from './guest.ts'

const suite = requireGuest()

suite('a guest', () => {
  const guest = bootGuest()
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-guest-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('carries commands out: output, errors and exit code apart, what it is given on standard input', async () => {
    const ran = await guest().run('cat; echo no >&2; exit 3', { stdin: 'one\ntwo', mayFail: true })
    expect(ran).toEqual({ stdout: 'one\ntwo', stderr: 'no\n', code: 3 })
    await expect(guest().run('echo why >&2; false')).rejects.toThrow(/failed \(1\)\nwhy/)
  })

  test('kills what takes too long, and whatever that has started', async () => {
    const long = guest().run('echo begun; sleep 1234 & sleep 1234', { timeout: Seconds(2) })
    await expect(long).rejects.toThrow(/not done after 2 s\nbegun/)
    expect((await guest().run('pgrep -fx "sleep 1234"', { mayFail: true })).stdout).toBe('')
  })

  test('goes on with a program that is watched, and ends it by a signal', async () => {
    await using program = guest().spawn(
      'trap "echo ended; exit 7" TERM; echo up; while :; do sleep 0.1; done',
    )
    const { stdout } = program.process
    if (stdout === null) throw new Error('there is no output')
    stdout.setEncoding('utf8')
    expect(await once(stdout, 'data')).toEqual(['up\n'])
    const ending = once(stdout, 'data')
    await program.end()
    expect(await ending).toEqual(['ended\n'])
    expect(program.process.exitCode).toBe(7)
  })

  test('is a Debian with the kernel of the image, its bus, and no way to the internet', async () => {
    const { stdout } = await guest().run('uname -r; cat /etc/debian_version; ip route show default')
    expect(stdout).toMatch(new RegExp(`^${guest().release}\n12\\.\\d+\n$`))
    await guest().run('modprobe -n qmi_wwan option cdc_ncm wwan && busctl --system list')
  })

  test('has the repository, and its Node.js', async () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }
    const { stdout } = await guest().run(
      `cd /dialtone && ! touch x 2>/dev/null && node -p 'process.versions.node + " " + require("./package.json").version'`,
    )
    expect(stdout.trim()).toBe(`${process.versions.node} ${manifest.version}`)
  })

  test('takes and gives files, whatever is in them', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) & 0xff))
    writeFileSync(join(folder, 'there'), bytes)
    await guest().send(join(folder, 'there'), "/tmp/it's here")
    await guest().fetch("/tmp/it's here", join(folder, 'back'))
    expect(readFileSync(join(folder, 'back')).equals(bytes)).toBe(true)
  })

  test('lets its system bus be used from here', async () => {
    const socket = connect(await guest().socket('/run/dbus/system_bus_socket'))
    // The server answers for whoever SSH has let in: root.
    socket.write(`\0AUTH EXTERNAL ${Buffer.from('0').toString('hex')}\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(answer.toString()).toMatch(/^OK [0-9a-f]{32}\r\n$/)
  })

  test('starts, stops and kills its daemons', async () => {
    await guest().start('ModemManager')
    expect((await guest().run('mmcli -L')).stdout).toContain('No modems were found')
    await guest().kill('ModemManager')
    expect((await guest().run('lab-service status')).stdout).toBe('ModemManager has ended\n')
    await guest().start('NetworkManager')
    expect((await guest().run('nmcli -g DEVICE,STATE device')).stdout).toContain('eth0:unmanaged')
    await guest().stop('NetworkManager')
    await expect(guest().start('nothing')).rejects.toThrow('what is nothing?')
  })
})
