/** A process that dies leaves what the next one recognises: it repairs what is stale and takes over what lives. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DataPaths } from './data-paths.ts'
import { requireNetwork } from './require-network.ts'
import { branch } from './settings.ts'
import { LINK, SERVER_V4, Stage } from './stage.ts'

const suite = requireNetwork()

/** A whole life; false when the process died in it. */
async function live(paths: DataPaths): Promise<boolean> {
  await paths.tell({ do: 'path', settings: branch() })
  await paths.tell({ do: 'hold', name: 'branch' })
  await paths.tell({ do: 'open', name: 'branch', link: LINK })
  await paths.tell({ do: 'hold', name: 'branch' })
  await paths.tell({ do: 'path', settings: branch({ name: 'spare', priority: 10 }) })
  await paths.tell({ do: 'hold', name: 'spare' })
  await paths.tell({ do: 'dispose', name: 'branch' })
  await paths.tell({ do: 'path', settings: branch() })
  await paths.tell({ do: 'open', name: 'branch', link: LINK })
  await paths.tell({ do: 'end' })
  return (await paths.exit) === 0
}

suite('a process with data paths that is killed', () => {
  test('at any step: the next start leaves the machine as it was before', { timeout: 300_000 }, async () => {
    await using stage = new Stage()
    const before = stage.configuration()
    let step = 0
    // The next process starts while this one lives: it is told to do something only afterwards.
    let next = DataPaths.start(stage)
    for (let isAlive = false; !isAlive;) {
      step++
      const paths = await next
      await paths.tell({ do: 'start', live: [] })
      expect(stage.configuration(), `after dying at step ${(step - 1).toString()}`).toBe(before)
      await paths.tell({ do: 'die', at: step })
      next = DataPaths.start(stage)
      isAlive = await live(paths)
      if (!isAlive) expect(await paths.exit).toBe('SIGKILL')
    }
    await (await next).end()
    expect(stage.configuration()).toBe(before)
    // A TUN, two addresses, six routes, rules, a device: there are that many steps to die at.
    expect(step).toBeGreaterThan(30)
  })

  test('while connected: a download goes on, the link is adopted, and opening it again changes nothing', async () => {
    await using stage = new Stage()
    await stage.serve()
    const before = stage.configuration()
    const first = await DataPaths.start(stage)
    await first.tell({ do: 'start', live: [] })
    await first.tell({ do: 'path', settings: branch() })
    await first.tell({ do: 'hold', name: 'branch' })
    await first.tell({ do: 'open', name: 'branch', link: LINK })
    const connected = stage.configuration()
    const download = stage.finish(
      stage.client,
      'curl',
      '-sS',
      '--limit-rate',
      '2M',
      '-w',
      '%{size_download}',
      '-o',
      '/dev/null',
      `http://${SERVER_V4}/large`,
    )
    first.kill()
    await first.exit
    const second = await DataPaths.start(stage)
    await second.tell({ do: 'start', live: [{ name: 'branch', link: LINK }] })
    expect(stage.run(stage.gateway, 'ip', 'route')).toContain('default via 10.64.0.1 dev wan0')
    await second.tell({ do: 'path', settings: branch() })
    await second.tell({ do: 'open', name: 'branch', link: LINK })
    const withoutIndex = (text: string): string => text.replace(/^\d+: /gm, '')
    expect(withoutIndex(stage.configuration())).toBe(withoutIndex(connected))
    expect(await download).toBe((4 * 1024 * 1024).toString())
    expect(stage.retransmissions(stage.client)).toBe(0)
    await second.end()
    expect(stage.configuration()).toBe(before)
  })

  test('of two that share a folder, in a network namespace each, each repairs what is its own', async () => {
    await using stage = new Stage()
    await using elsewhere = new Stage()
    const before = stage.configuration()
    const first = await DataPaths.start(stage)
    await first.tell({ do: 'start', live: [] })
    await first.tell({ do: 'path', settings: branch() })
    await first.tell({ do: 'open', name: 'branch', link: LINK })
    const connected = stage.configuration()
    // The other begins, with an interface and a link of the same names, and ends well.
    const second = await DataPaths.start(elsewhere, { run: join(stage.folder, 'run') })
    await second.tell({ do: 'start', live: [] })
    await second.tell({ do: 'path', settings: branch() })
    await second.tell({ do: 'open', name: 'branch', link: LINK })
    await second.end()
    expect(stage.configuration()).toBe(connected)
    first.kill()
    await first.exit
    const third = await DataPaths.start(stage)
    await third.tell({ do: 'start', live: [] })
    expect(stage.configuration()).toBe(before)
    await third.end()
  })

  test('a second service on the same machine is told of the first, and leaves it alone', async () => {
    await using stage = new Stage()
    const first = await DataPaths.start(stage)
    await first.tell({ do: 'start', live: [] })
    await first.tell({ do: 'path', settings: branch() })
    await first.tell({ do: 'hold', name: 'branch' })
    const held = stage.configuration()
    const second = await DataPaths.start(stage)
    await second.tell({ do: 'start', live: [] })
    expect(await second.tell({ do: 'obstacle' })).toMatchObject({ code: 'service_running' })
    await expect(second.tell({ do: 'path', settings: branch() })).rejects.toThrow('another service')
    await second.end()
    expect(stage.configuration()).toBe(held)
    await first.end()
  })
})
