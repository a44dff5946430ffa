/** A fault that was captured in the field, as a test: the modem is played back, and eighteen seconds pass in a millisecond. */
import { expect, test } from 'vitest'
import { ConnectionManager, Seconds, VirtualClock } from '../src/main/index.ts'
import { createReplayModem } from '../src/virtual/index.ts'

test('the network drops the connection eight seconds after it is up', async () => {
  const clock = new VirtualClock()
  using modem = createReplayModem('examples/drop.pcapng', { clock })
  await using manager = await clock.resolve(ConnectionManager.open({ modems: [modem], clock }))
  await clock.advance(Seconds(10))
  const connection = await manager.connection('modem0')
  const { done } = await connection.connect({ accessString: 'internet' })
  const { ip } = await clock.resolve(done)
  expect(ip.v4?.addresses).toHaveLength(1)

  await clock.advance(Seconds(7))
  expect(connection.state).toBe('activated')
  await clock.advance(Seconds(1))
  expect(connection.state).toBe('deactivated')
  expect(connection.current.cause?.network).toMatchObject({ value: 38, name: 'network-failure-sm' })
})
