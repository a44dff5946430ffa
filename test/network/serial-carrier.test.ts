/**
 * `dialtone virtual serve --at` as root: what a call carries ends in the network namespace of the carrier. The host's end of PPP is
 * the virtual modem's own peer in the other role, as the kernel may have none, with a kernel's TCP behind it.
 */
import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { NonBlockingFile, openTun } from '../../src/native/index.ts'
import { seededRandom, systemClock } from '../../src/base/index.ts'
import { PppPeer, type PppAddresses } from '../../src/virtual/ppp/ppp-peer.ts'
import { Home } from '../support/dialtone-process.ts'
import { requireNetwork } from './require-network.ts'

const run = promisify(execFile)
const ip = (...words: readonly string[]) => run('ip', words)
const suite = requireNetwork()
const DIAL = 'ATE0D*99***1#\r'

suite('a modem on a serial port', () => {
  test('carries connections of TCP to the servers of the carrier, by PPP', async () => {
    await using home = new Home()
    const port = `abstract:dialtone-test${process.pid}`
    const served = home.start('virtual', 'serve', '--at', port)
    const [, namespace = ''] = await served.until(/packets in the namespace (\S+)/)
    await served.until(/Ctrl-C stops it/)
    await using stack = new AsyncDisposableStack()

    const client = `dialtone-test${process.pid}s`
    await ip('netns', 'add', client)
    stack.defer(async () => {
      await ip('netns', 'del', client)
    })
    const fd = openTun('dtserial')
    await ip('link', 'set', 'dtserial', 'netns', client)

    const line = connect(`\0${port}`)
    stack.defer(() => void line.destroy())
    const connected = Promise.withResolvers<undefined>()
    let said = ''
    let heard = (octets: Buffer): void => {
      said += octets.toString('latin1')
      if (said.includes('CONNECT')) connected.resolve(undefined)
      // It has just been switched on, and is still looking for its network.
      if (!said.endsWith('NO CARRIER\r\n')) return
      said = ''
      line.write(DIAL)
    }
    line.on('data', (octets) => heard(octets))
    line.on('error', connected.reject)
    line.write(DIAL)
    await connected.promise

    const up = Promise.withResolvers<PppAddresses>()
    const peer = stack.use(
      new PppPeer({
        clock: systemClock,
        random: seededRandom(1),
        role: { role: 'client', userName: 'anybody', password: 'anything' },
        send: (octets) => line.write(octets),
        packet: (packet) => device.write(packet),
        up: up.resolve,
        ended: () => up.reject(new Error('there is no link')),
      }),
    )
    const device = stack.use(
      new NonBlockingFile(fd, {
        data: (packet) => void peer.sendPacket(packet.slice()),
        ended: () => undefined,
      }),
    )
    heard = (octets) => peer.receive(octets)
    peer.start()
    const own = (await up.promise).own.join('.')
    await ip('-n', client, 'address', 'add', `${own}/32`, 'dev', 'dtserial')
    await ip('-n', client, 'link', 'set', 'dtserial', 'up')
    await ip('-n', client, 'route', 'add', 'default', 'dev', 'dtserial')
    const curl = async (...words: readonly string[]) =>
      (await ip('netns', 'exec', client, 'curl', '-sS', '--max-time', '20', ...words)).stdout
    expect(await curl('http://192.0.2.80/address')).toBe(`${own}\n`)
    const size = ['-o', '/dev/null', '-w', '%{size_download}']
    expect(await curl(...size, 'http://192.0.2.80/bytes/1000000')).toBe('1000000')

    served.signal('SIGINT')
    await served.ended
    expect((await ip('netns', 'list')).stdout).not.toContain(namespace)
  })
})
