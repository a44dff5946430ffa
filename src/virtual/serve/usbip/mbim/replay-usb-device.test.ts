import { expect, onTestFinished, test } from 'vitest'
import { Milliseconds, VirtualClock } from '../../../../base/index.ts'
import { Connect, DeviceCaps } from '../../../../mbim/index.ts'
import { activation } from '../../../../../test/support/host-rig.ts'
import { ProbeHost } from '../../../../../test/support/probe-host.ts'
import {
  configure,
  controlChannel,
  echoRequest,
  plainBlock,
} from '../../../../../test/support/usb-mbim-host.ts'
import { UsbipClient } from '../../../../../test/support/usbip-client.ts'
import { createReplayModem } from '../../../replay/create-replay-modem.ts'
import { UsbipServer } from '../usbip-server.ts'
import { replayUsbDevice } from './replay-usb-device.ts'

const DATA_OUT = 3

async function rig() {
  const clock = new VirtualClock()
  const modem = createReplayModem('examples/drop.pcapng', { clock })
  onTestFinished(() => modem[Symbol.dispose]())
  const device = replayUsbDevice({ modem })
  const server = await UsbipServer.serve({ devices: () => [device], port: 0, clock })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const attach = async (): Promise<UsbipClient> => {
    const client = await UsbipClient.attach(server.port, '1-1')
    if (typeof client === 'number') throw new Error(`refused with ${client}`)
    onTestFinished(() => client.close())
    await configure(client)
    return client
  }
  /** Time passes for as long as something is waited for: the modem answers when it did then. */
  const passing = async (isOver: () => boolean): Promise<void> => {
    while (!isOver()) {
      await clock.advance(Milliseconds(10))
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }
  const answered = async <T>(asked: Promise<T>): Promise<T> => {
    let over = false
    void asked.finally(() => (over = true))
    await passing(() => over)
    return asked
  }
  return { attach, passing, answered }
}

test('a captured modem connects and loses its connection as hardware of a kernel; its packets go nowhere', async () => {
  const { attach, passing, answered } = await rig()
  const client = await attach()
  const probe = new ProbeHost(controlChannel(client))
  expect(await answered(probe.open())).toBe('success')
  expect((await answered(probe.query(DeviceCaps))).info?.maxSessions).toBe(8)
  expect((await answered(probe.set(Connect, activation()))).info?.activationState).toBe('activated')
  const sent = await client.out(DATA_OUT, plainBlock(echoRequest('100.64.0.2', '100.64.0.1')))
  expect(sent.status).toBe(0)
  await passing(() => probe.told(Connect).length > 0)
  expect(probe.told(Connect)[0]).toMatchObject({
    activationState: 'deactivated',
    nwError: 'network-failure-sm',
  })
})

test('a kernel that has let go of it, or starts it anew, has to open it again', async () => {
  const { attach, answered } = await rig()
  const first = await attach()
  const probe = new ProbeHost(controlChannel(first))
  await answered(probe.open())
  await first.control(0x21, 0x05, {})
  const id = probe.nextId()
  const answer = probe.answer(id)
  probe.send(probe.frame(DeviceCaps, id))
  expect(await answered(answer)).toMatchObject({ type: 'function-error', error: 'not-opened' })
  expect(await answered(probe.open())).toBe('success')
  first.close()
  await first.closed
  const second = new ProbeHost(controlChannel(await attach()))
  expect(await answered(second.open())).toBe('success')
})
