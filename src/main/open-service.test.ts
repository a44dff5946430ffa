import { expect, test } from 'vitest'
import { inProcess } from '../core/index.ts'
import { openService } from './open-service.ts'

test.each(['none', 'linux'] as const)(
  'a dial interface of virtual modems alone says that they carry nothing, and what would (%s)',
  async (dataPath) => {
    const virtual = { count: 1, seed: 7, timing: 'instant' } as const
    await using open = await openService({ virtual, dataPath })
    const service = open.as(inProcess)
    for await (const _ of service.watch({})) {
      const [modem] = await service.modems()
      if (modem?.state === 'registered') break
    }
    await service.addDialInterface({
      settings: {
        name: 'branch',
        dialer: { kind: 'modem', modems: [], profile: 'internet' },
        routes: [{ destination: '10.20.0.0/16', metric: 0, dials: true }],
      },
    })
    expect(await service.dialInterface({ dialInterface: 'branch' })).toMatchObject({
      dataPath: { state: 'absent', cause: { code: 'no_device' } },
    })
    const [why] = await service.why({ name: 'branch' })
    expect(why?.remedies).toContainEqual({
      text: expect.stringContaining('modem that carries packets') as string,
      command: 'dialtone virtual serve --pty PATH --link wwan0',
    })
  },
)
