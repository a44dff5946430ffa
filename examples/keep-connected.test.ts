/** A program that keeps a connection up, and its test on a virtual modem: ten seconds pass in a millisecond. */
import { expect, test } from 'vitest'
import { ConnectionManager, Seconds, sleep, VirtualClock, type Clock } from '../src/main/index.ts'

/** Connects, and does so again ten seconds after the network ended the connection. */
async function keepConnected(manager: ConnectionManager, clock: Clock, signal: AbortSignal): Promise<void> {
  const connection = await manager.connection('modem0')
  await connection.connect({ profile: 'internet' })
  for await (const event of manager.events({ signal })) {
    if (event.type !== 'connection.changed' || event.data.cause?.code !== 'disconnected') continue
    await sleep(clock, Seconds(10))
    await connection.connect({ profile: 'internet' })
  }
}

test('is connected again ten seconds after the network failed', async () => {
  const clock = new VirtualClock()
  await using manager = await clock.resolve(ConnectionManager.open({ virtual: { count: 1, seed: 7 }, clock }))
  const connection = await manager.connection('modem0')
  const stop = new AbortController()
  const program = keepConnected(manager, clock, stop.signal)
  await clock.advance(Seconds(1))
  expect(connection.state).toBe('activated')

  await manager.virtual.command({ command: 'disconnect', arguments: { cause: 'network-failure-sm' } })
  await clock.advance(Seconds(9))
  expect(connection.state).toBe('deactivated')
  expect(connection.current.cause?.network).toMatchObject({ value: 38, name: 'network-failure-sm' })
  await clock.advance(Seconds(2))
  expect(connection.state).toBe('activated')

  stop.abort()
  await program
})
