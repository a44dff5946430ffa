import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FakeHost } from '../../../test/support/fake-host.ts'
import { scratch } from '../../../test/support/scratch.ts'
import { silent, systemClock } from '../../base/index.ts'
import { main } from '../cli.ts'
import { serveService, type Serving } from '../serve-service.ts'

const place = scratch()
const socket = join(place.path, 'socket')
const state = join(place.path, 'state')

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    HOME: place.path,
    DIALTONE_SOCKET: socket,
    CONFIGURATION_DIRECTORY: place.path,
    STATE_DIRECTORY: state,
  }
  const host = new FakeHost({ env })
  const code = await main(argv, host)
  return { code, out: host.stdout.text, err: host.stderr.text }
}

const serve = (): Promise<Serving> =>
  serveService({ socket, state, virtual: 1, log: silent, clock: systemClock })

test('a service is backed up while it runs, and put back while it does not', async () => {
  const file = join(place.path, 'backup')
  const serving = await serve()
  const { id } = (await serving.service.snapshot()).service
  // It was given its state without a configuration, and cannot tell where that is: the usual place is somebody else's.
  expect(await run('backup', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('name the folder by --state') as string,
  })
  const made = await run('backup', file, '--state', state)
  expect([made.code, made.err]).toEqual([0, ''])
  expect(made.out).toMatch(new RegExp(`^${state} is backed up in ${file}\\n`))
  expect(made.out).toContain(id)

  const refused = await run('restore', file, '--state', state)
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining('another Dialtone service') as string,
  ])
  await serving[Symbol.asyncDispose]()

  const restored = await run('restore', file, '--json')
  expect([restored.code, JSON.parse(restored.out)]).toMatchObject([0, { serviceId: id, hasKey: true }])
  await using again = await serve()
  expect((await again.service.snapshot()).service.id).toBe(id)
  expect((await again.service.profiles({})).map(({ name }) => name)).toEqual(['internet'])
})

test('what cannot be done says why', async () => {
  expect(await run('restore', join(place.path, 'nothing'))).toMatchObject({ code: 3 })
  expect(await run('backup', join(place.path, 'x'), '--state', join(place.path, 'none'))).toMatchObject({
    code: 3,
  })
  expect(existsSync(join(place.path, 'none'))).toBe(false)
})

test.each(['backup x', 'restore x', 'doctor', 'serve', 'start', 'virtual serve'])(
  '%s is of this machine, and of no other router',
  async (call) => {
    expect(await run('--router', 'https://192.0.2.1:8443', ...call.split(' '))).toMatchObject({
      code: 2,
      err: expect.stringContaining('this command works on this machine') as string,
    })
  },
)
