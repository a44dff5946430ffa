/** pppd, chat and a real kernel on the serial ports of the virtual modem: dialled, refused, dropped. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Milliseconds, Seconds, sleep, systemClock } from '../../src/base/index.ts'
import { acmUsbDevice, createVirtualModem, responderNetwork, UsbipServer } from '../../src/virtual/index.ts'
import { bootGuest, requireGuest } from './guest.ts'

const suite = requireGuest()

/** As long as a guest that is emulated may take for any step. */
const PATIENCE = Seconds(60)

suite('pppd on the serial ports of the virtual modem', () => {
  const guest = bootGuest()
  const modem = createVirtualModem({ name: 'virtual0' })
  let server: UsbipServer
  beforeAll(async () => {
    const device = acmUsbDevice({ modem, network: responderNetwork() })
    server = await UsbipServer.serve({ devices: () => [device], port: 0 })
    await guest().attach('1-1', { port: server.port })
    await guest().until('-e /dev/ttyACM1')
    await guest().run('modprobe ppp_async')
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    modem[Symbol.dispose]()
  })

  /** What pppd tells, until it has said `awaited`, and from then on. */
  function pppd(number: string, options: string) {
    // The last words of the call before may come first: until the modem has answered they end nothing.
    const chat = `chat -t 20 '' ATZ OK AT ABORT BUSY ABORT 'NO CARRIER' OK 'ATD${number}' CONNECT`
    const common = 'noauth nodetach nocrtscts noipdefault usepeerdns nodefaultroute'
    const program = guest().spawn(
      `pppd /dev/ttyACM0 115200 ${common} ${options} connect "${chat}"; echo "ended with $?"`,
    )
    let told = ''
    for (const stream of [program.process.stdout, program.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (told += chunk.toString()))
    }
    const says = async (awaited: RegExp): Promise<string> => {
      const end = systemClock.monotonic() + PATIENCE
      while (!awaited.test(told)) {
        if (systemClock.monotonic() > end) throw new Error(`pppd has not said ${String(awaited)}:\n${told}`)
        await sleep(systemClock, Milliseconds(50))
      }
      return told
    }
    return { says, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() }
  }

  const secrets = async (password: string): Promise<void> => {
    const line = `dialtone * ${password}`
    await guest().run(`umask 077; for f in chap pap; do echo '${line}' > /etc/ppp/$f-secrets; done`)
  }

  test('dials a context: addresses, name servers and packets of both families; the network drops it', async () => {
    await using dialled = pppd('*99***1#', '+ipv6')
    await dialled.says(/local {2}IP address/)
    const { ipv4, ipv6 } = modem.inside.contexts.get(0)?.bearer?.leases ?? {}
    await guest().until('-n "$(ip -6 addr show dev ppp0 scope global)"')
    const { stdout } = await guest().run('ip addr show dev ppp0; cat /etc/ppp/resolv.conf')
    expect(stdout).toContain(`inet ${ipv4?.address ?? ''} peer ${ipv4?.gateway ?? ''}/32`)
    expect(stdout).toContain(`nameserver ${ipv4?.dns[0] ?? ''}`)
    expect(stdout).toContain(`inet6 ${ipv6?.address.replace(/::.*/, '') ?? ''}:`)
    await guest().run('ping -c 2 -W 10 -I ppp0 192.0.2.80 && ping -6 -c 1 -W 10 -I ppp0 2001:db8:80::80')
    modem.networkDisconnect({ cause: 38 })
    // 16: the carrier has gone (pppd(8), EXIT STATUS).
    expect(await dialled.says(/ended with \d+/)).toMatch(/LCP terminated by peer[^]*ended with 16/)
  })

  test('an access server takes the right password by CHAP, and no other by PAP', async () => {
    await secrets('secret')
    {
      await using dialled = pppd('5550101', 'user dialtone refuse-pap')
      expect(await dialled.says(/local {2}IP address/)).toContain('CHAP authentication succeeded')
    }
    await secrets('wrong')
    await using refused = pppd('5550101', 'user dialtone refuse-chap refuse-mschap refuse-mschap-v2')
    // 19: it could not show who it is; 16 where it has seen the carrier go before the end of the link.
    expect(await refused.says(/ended with \d+/)).toMatch(/PAP authentication failed[^]*ended with 1[69]/)
  })

  test('a busy number is told to chat, and by it to pppd', async () => {
    await using refused = pppd('5550102', '')
    // 8: the connect script failed.
    expect(await refused.says(/ended with \d+/)).toContain('ended with 8')
  })
})
