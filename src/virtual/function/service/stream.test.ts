import { expect, test } from 'vitest'
import { BasicConnect, DeviceServices, DssConnect, type words } from '../../../mbim/index.ts'
import { VirtualVendor } from './vendor.ts'
import { open, type HostRig } from '../../../../test/support/host-rig.ts'

const connect = async (
  { host }: HostRig,
  dssSessionId: number,
  dssLinkState: words.DssLinkState = 'activate',
  deviceServiceId = VirtualVendor.uuid,
): Promise<unknown> => (await host.set(DssConnect, { deviceServiceId, dssSessionId, dssLinkState })).status

test('the vendor’s service has streams both ways, and no other', async () => {
  const { host } = await open()
  const { info } = await host.query(DeviceServices)
  expect(info?.maxDssSessions).toBe(4)
  expect(info?.deviceServices.filter(({ dssPayload }) => dssPayload > 0)).toEqual([
    { deviceServiceId: VirtualVendor.uuid, dssPayload: 3, maxDssInstances: 4, cidList: [1, 2, 3, 4, 5] },
  ])
})

test.each([
  ['another service', 0, 'activate', BasicConnect.uuid],
  ['a number that no header has room for', 256, 'activate', VirtualVendor.uuid],
  ['a state that there is not', 0, 2, VirtualVendor.uuid],
  ['closing what is not open', 0, 'deactivate', VirtualVendor.uuid],
] as const)('%s is refused', async (_what, number, state, service) => {
  expect(await connect(await open(), number, state, service)).toBe('invalid-parameters')
})

test('four are open at once, any of the numbers; opening one again changes nothing', async () => {
  const rig = await open()
  for (const number of [0, 255, 7, 8]) expect(await connect(rig, number)).toBe('success')
  expect(await connect(rig, 9)).toBe('dss-instance-limit')
  expect(await connect(rig, 255)).toBe('success')
  expect(await connect(rig, 7, 'deactivate')).toBe('success')
  expect(await connect(rig, 9)).toBe('success')
})

test('what is written comes back in order while the stream is open, and goes nowhere else', async () => {
  const rig = await open()
  const { dataPort } = rig.modem
  const heard: string[] = []
  const listen = (number: number) =>
    dataPort.open(number, { data: (piece) => heard.push(`${number}: ${piece.join(' ')}`) })
  using first = await listen(1)
  using _second = await listen(2)
  await first.write(Uint8Array.of(0))
  await connect(rig, 1)
  const piece = Uint8Array.of(1)
  await first.write(piece)
  piece[0] = 9
  await first.write(Uint8Array.of(2, 3))
  await first.write(new Uint8Array(dataPort.maxDataSize + 1))
  await Promise.resolve()
  expect(heard).toEqual(['1: 1', '1: 2 3'])
  await connect(rig, 1, 'deactivate')
  await first.write(Uint8Array.of(4))
  await Promise.resolve()
  expect(heard).toHaveLength(2)
})

test('none outlives the control session or the power', async () => {
  const rig = await open()
  await connect(rig, 1)
  await rig.host.open(rig.modem.maxControlTransfer)
  expect(rig.modem.inside.streams.open.size).toBe(0)
  await connect(rig, 1)
  rig.modem.unplug()
  expect(rig.modem.inside.streams.open.size).toBe(0)
})
