import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Seconds, VirtualClock } from '../../base/index.ts'
import { createHttpServer, type HttpServerOptions } from './http-server.ts'

const UPGRADE = 'GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'

test.each<[who: string, options: Omit<HttpServerOptions, 'clock'>, said: string, heard: string]>([
  ['never asks', {}, '', 'connection'],
  ['is being answered', {}, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n', 'request'],
  ['was upgraded', {}, UPGRADE, 'upgrade'],
  ['does not shake hands', { tls: {} }, '', 'connection'],
])('an end waits a moment for a client that %s, and no longer', async (_, options, said, heard) => {
  const clock = new VirtualClock()
  const { server, serve, close } = createHttpServer({ clock, ...options })
  serve(
    () => undefined,
    () => undefined,
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  client.on('error', () => undefined)
  client.write(said)
  await once(server, heard)
  const closed = close()
  expect(server.listening).toBe(false)
  await clock.advance(Seconds(2))
  await closed
  client.destroy()
})
