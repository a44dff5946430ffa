import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Seconds, type Logger } from '../../base/index.ts'
import {
  BasicConnect,
  CIDS,
  DeviceCaps,
  MsBasicConnectExtensions,
  serializeMessage,
} from '../../mbim/index.ts'
import { open } from '../../../test/support/host-rig.ts'

const covered = CIDS.filter(({ service }) => service === BasicConnect || service === MsBasicConnectExtensions)

/** A logger that keeps the defects that it is told. */
function defects(): { log: Logger; found: unknown[] } {
  const found: unknown[] = []
  const nothing = (): void => undefined
  const log: Logger = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: ({ error }) => found.push(error),
    child: () => log,
  }
  return { log, found }
}

const command = fc
  .record({
    cid: fc.constantFrom(...covered),
    operation: fc.constantFrom<'query' | 'set'>('query', 'set'),
    // Small numbers are what fields hold: they get further than noise.
    info: fc.oneof(
      fc.uint8Array({ maxLength: 120 }),
      fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 30 }).map((words) => {
        const bytes = new Uint8Array(words.length * 4)
        const view = new DataView(bytes.buffer)
        for (const [index, word] of words.entries()) view.setUint32(index * 4, word, true)
        return bytes
      }),
    ),
    transactionId: fc.integer({ min: 1, max: 0xffff_fffe }),
  })
  .filter(({ cid }) => cid.name !== 'device-reset')
  .map(({ cid, operation, info, transactionId }) =>
    serializeMessage({
      type: 'command',
      transactionId,
      service: cid.service.uuid,
      cid: cid.number,
      operation,
      info,
    }),
  )

const mutated = fc
  .tuple(command, fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 4 }))
  .map(([frame, changes]) => {
    const copy = frame.slice()
    for (const [at, value] of changes) if (at < copy.length) copy[at] = value
    return copy
  })

test('no frame of a host ends the function, and whatever was sent, it can be opened and asked', async () => {
  const frame = fc.oneof(command, mutated, fc.uint8Array({ maxLength: 100 }))
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 12 }), async (frames) => {
      const { log, found } = defects()
      const { host, modem, clock } = await open({ version: 4, log, equipment: { multicarrier: true } })
      for (const bytes of frames) host.send(bytes)
      await clock.advance(Seconds(30))
      expect(found).toEqual([])
      expect(await host.open()).toBe('success')
      expect((await host.query(DeviceCaps)).info?.deviceId).toBe(modem.inside.equipment.imei)
      modem[Symbol.dispose]()
      expect(clock.pending).toBe(0)
    }),
    { numRuns: 150 },
  )
})
