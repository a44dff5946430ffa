/** What a modem's frames may look like after an injected fault. What clients see of the proxy is in proxy.test.ts. */
import { expect, test } from 'vitest'
import { Seconds, VirtualClock } from '../../base/index.ts'
import { memoryChannel } from '../../channel/index.ts'
import { BasicConnect, MsVersion, readHeader, serializeInfo, serializeMessage } from '../../mbim/index.ts'
import { ProxyDevice, type DeviceClient } from './proxy-device.ts'
import { STANDARD_LIST } from './proxy-subscriptions.ts'

test('frames that are garbled in their middle end nothing, and reach who asked as they are', async () => {
  const clock = new VirtualClock()
  const [host, modem] = memoryChannel()
  const device = new ProxyDevice(host, { clock, maxControlTransfer: 4096, ended: () => undefined })
  const sent: Uint8Array[] = []
  const told: number[] = []
  const client: DeviceClient = {
    subscriptions: STANDARD_LIST,
    send: (frame) => sent.push(frame),
    toldVersion: (_, extended) => told.push(extended),
    deviceGone: () => undefined,
  }
  device.clients.add(client)
  const { service, number: cid } = MsVersion
  modem.start({
    frame: (frame) => {
      const { transactionId } = readHeader(frame)
      const info = Uint8Array.of(0)
      modem.send(
        serializeMessage({
          type: 'command-done',
          transactionId,
          service: service.uuid,
          cid,
          status: 'success',
          info,
        }),
      )
      // The last piece of an indication, with the number of the first.
      const piece = serializeMessage({
        type: 'indicate-status',
        transactionId: 0,
        service: BasicConnect.uuid,
        cid: 12,
        info,
      }).slice(0, 24)
      const view = new DataView(piece.buffer)
      view.setUint32(4, piece.length, true)
      view.setUint32(12, 2, true)
      modem.send(piece)
    },
    closed: () => undefined,
  })
  const envelope = {
    type: 'command',
    transactionId: 7,
    service: service.uuid,
    cid,
    operation: 'query',
  } as const
  const versions = { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 }
  device.forward(client, serializeInfo(envelope, MsVersion.query, versions, 1))
  await clock.advance(Seconds(1))
  expect(sent.map((frame) => readHeader(frame).transactionId)).toEqual([7])
  expect(told).toEqual([])
  device.close()
  await clock.advance(Seconds(0))
  expect(clock.pending).toBe(0)
})
