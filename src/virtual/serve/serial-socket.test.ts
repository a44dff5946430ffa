import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createVirtualModem, type VirtualModem } from '../virtual-modem.ts'
import { serveSerialSocket } from './serial-socket.ts'

/** Of this process and test: abstract names are shared by whatever runs beside. */
let serial = 0
const newName = (): string => `dialtone-serial-${process.pid}-${serial++}`

async function serve(name = newName()): Promise<{ modem: VirtualModem; name: string }> {
  const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
  const server = await serveSerialSocket({ modem, name })
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]()
    modem[Symbol.dispose]()
  })
  return { modem, name }
}

async function program(name: string): Promise<Socket> {
  const socket = connect({ path: `\0${name}` })
  onTestFinished(() => {
    socket.destroy()
  })
  socket.setEncoding('latin1')
  await once(socket, 'connect')
  return socket
}

async function ask(socket: Socket, line: string): Promise<string> {
  socket.write(`${line}\r`)
  let heard = ''
  while (!/(?:OK|ERROR)\r\n$/.test(heard)) heard += (await once(socket, 'data')).join('')
  return heard
}

test('each connection is a port of its own', async () => {
  const { name } = await serve()
  const [one, other] = [await program(name), await program(name)]
  await ask(one, 'ATE0')
  expect(await ask(one, 'AT+CGMM')).toBe('\r\nDT-VM1\r\n\r\nOK\r\n')
  expect(await ask(other, 'AT+CGMM')).toBe('AT+CGMM\r\r\nDT-VM1\r\n\r\nOK\r\n')
})

test('unplugged, connections end, and none is taken', async () => {
  const { modem, name } = await serve()
  const socket = await program(name)
  await ask(socket, 'AT')
  modem.unplug()
  await once(socket, 'close')
  const early = await program(name)
  await once(early, 'close')
  modem.plug()
  expect(await ask(await program(name), 'ATE0')).toContain('OK')
})

test('a name that is taken, or is none, is refused', async () => {
  const { modem, name } = await serve()
  for (const [wrong, code] of [
    [name, 'already_exists'],
    ['', 'invalid_argument'],
    ['x'.repeat(108), 'invalid_argument'],
  ] as const) {
    await expect(serveSerialSocket({ modem, name: wrong })).rejects.toMatchObject({ code })
  }
})
