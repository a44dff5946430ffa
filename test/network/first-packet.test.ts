/** The first packet dials, is kept, and is not lost. */
import { expect, test } from 'vitest'
import { DataPaths } from './data-paths.ts'
import { requireNetwork } from './require-network.ts'
import { branch } from './settings.ts'
import { LINK, SERVER_V4, SERVER_V6, Stage } from './stage.ts'

const suite = requireNetwork()

/** Holds, lets a program in a namespace send, dials when told, and gives what the program printed. */
async function dialBy(stage: Stage, namespace: string, program: string, ...args: string[]) {
  const paths = await DataPaths.start(stage)
  await paths.tell({ do: 'start', live: [] })
  await paths.tell({ do: 'path', settings: branch() })
  await paths.tell({ do: 'hold', name: 'branch' })
  const printed = stage.finish(namespace, program, ...args)
  const { summary } = await paths.fact('traffic')
  // Who waits for longer than a second sends again: until the link is there that is no fault, and kept like the first.
  const repeated = stage.retransmissions(namespace)
  await paths.tell({ do: 'open', name: 'branch', link: LINK })
  return { paths, summary, repeated, printed: await printed }
}

suite('the first packet', () => {
  test.each([
    ['of this machine', 'gateway', SERVER_V4, 'hello ::ffff:10.64.0.2\n'],
    ['of this machine, IPv6', 'gateway', `[${SERVER_V6}]`, 'hello 2001:db8:64::2\n'],
    ['of a client on the LAN', 'client', SERVER_V4, 'hello ::ffff:10.64.0.2\n'],
    ['of a client on the LAN, IPv6', 'client', `[${SERVER_V6}]`, 'hello 2001:db8:64::2\n'],
  ] as const)(
    '%s: its TCP connection succeeds, and nothing is sent again once the link is there',
    async (_who, where, host, answer) => {
      await using stage = new Stage()
      await stage.serve()
      const namespace = stage[where]
      const { paths, summary, repeated, printed } = await dialBy(
        stage,
        namespace,
        'curl',
        '-sSg',
        '-m',
        '20',
        `http://${host}/`,
      )
      expect(printed).toBe(answer)
      expect(stage.retransmissions(namespace)).toBe(repeated)
      expect(summary).toMatchObject({ protocol: 6, destinationPort: 80 })
      expect(await paths.counters('branch')).toMatchObject({
        waiting: 0,
        released: 1 + repeated,
        overflowed: 0,
        expired: 0,
      })
      expect(paths.facts).toEqual([])
      await paths.end()
    },
  )

  test('a look-up of a name dials, and is answered by the server of the network', async () => {
    await using stage = new Stage()
    await stage.serve()
    const { paths, summary, printed } = await dialBy(
      stage,
      stage.gateway,
      'dig',
      '+short',
      '+tries=1',
      '+time=20',
      'www.example',
    )
    expect(summary).toMatchObject({ protocol: 17, destination: '192.0.0.5', destinationPort: 53 })
    expect(printed).toBe(`${SERVER_V4}\n`)
    // While it is connected too, and again by the address in resolv.conf.
    expect(await stage.finish(stage.gateway, 'curl', '-sS', '-m', '20', 'http://www.example/')).toMatch(
      /^hello /,
    )
    await paths.end()
  })

  test('a ping dials, from this machine and from the LAN, and the first echo is answered', async () => {
    await using stage = new Stage()
    const { paths, printed } = await dialBy(stage, stage.client, 'ping', '-c', '1', '-W', '20', SERVER_V4)
    expect(printed).toContain('1 received')
    expect(await stage.finish(stage.gateway, 'ping', '-c', '1', '-W', '20', SERVER_V6)).toContain(
      '1 received',
    )
    await paths.end()
  })

  test('were it tracked on its way to us, not even what is sent again would get through', async () => {
    await using stage = new Stage()
    await stage.serve()
    const paths = await DataPaths.start(stage)
    await paths.tell({ do: 'start', live: [] })
    await paths.tell({ do: 'path', settings: branch() })
    await paths.tell({ do: 'hold', name: 'branch' })
    stage.run(stage.gateway, 'nft', 'flush chain inet dialtone untracked_forwarded')
    const printed = stage.finish(stage.client, 'curl', '-sS', '-m', '2', `http://${SERVER_V4}/`)
    await paths.fact('traffic')
    await paths.tell({ do: 'open', name: 'branch', link: LINK })
    await expect(printed).rejects.toThrow('ended with 28')
    await paths.end()
  })
})
