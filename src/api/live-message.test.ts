import { expect, test } from 'vitest'
import { FakeService, MESSAGE, MODEM } from '../../test/support/fake-service.ts'
import type { OpenMessage } from '../core/index.ts'
import { createConnectionManager } from './create-connection-manager.ts'

const received = (service: FakeService, message: OpenMessage): void => {
  service.messagesNow = [...service.messagesNow.filter(({ id }) => id !== message.id), message]
  const { text: _, parts: __, ...data } = message
  service.tell({ type: 'message.received', modem: MODEM.id, data })
}
const SECOND: OpenMessage = { ...MESSAGE, id: 'second', indexes: [2], text: 'two' }

test('incoming gives the unread ones and then each as it comes, none twice', async () => {
  const service = new FakeService()
  await using manager = createConnectionManager(service)
  const modem = await manager.modem('modem0')
  const texts: (string | undefined)[] = []
  for await (const { text } of modem.messages.incoming({ unread: true })) {
    texts.push(text)
    if (texts.length === 1) {
      received(service, MESSAGE)
      received(service, { ...SECOND, id: 'report', kind: 'status-report' })
      service.tell({ type: 'message.received', modem: 'another', data: SECOND })
      received(service, SECOND)
    } else break
  }
  expect(texts).toEqual(['See you at noon', 'two'])
})

test('one that is deleted before it could be read is left out', async () => {
  const service = new FakeService()
  await using manager = createConnectionManager(service)
  const modem = await manager.modem('modem0')
  const incoming = modem.messages.incoming()[Symbol.asyncIterator]()
  const next = incoming.next()
  await expect.poll(() => service.watching).toBeGreaterThan(0)
  service.tell({ type: 'message.received', modem: MODEM.id, data: { ...SECOND, id: 'gone' } })
  received(service, SECOND)
  expect((await next).value).toMatchObject({ id: 'second' })
  await incoming.return?.(undefined)
})

test('send tells its references, read what it was, delete by id, place or filter', async () => {
  const service = new FakeService()
  await using manager = createConnectionManager(service)
  const { messages } = await manager.modem('modem0')
  service.onOperation = ({ id, kind }) => {
    service.end(id, {
      state: 'succeeded',
      ...(kind === 'send-message' && { message: 'sent', references: [7] }),
      ...(kind === 'read-messages' && { messages: [{ id: MESSAGE.id, indexes: [1], status: 'new' }] }),
    })
  }
  const sent = await messages.send({ to: '+15550123', text: 'hello', report: true })
  expect(await sent.done).toEqual({ message: 'sent', references: [7] })
  service.messagesNow = [{ ...MESSAGE, status: 'read' }]
  expect(await (await messages.read()).done).toEqual([MESSAGE])
  for (const which of ['x', 1, { filter: 'read' }] as const) await (await messages.delete(which)).done
  await (
    await messages.setServiceCentre('+15550100')
  ).done
  expect(service.calls.map(([name, input]) => [name, input]).slice(-6)).toEqual(
    expect.arrayContaining([
      ['deleteMessage', { modem: MODEM.id, message: 'x' }],
      ['deleteMessage', { modem: MODEM.id, message: '1' }],
      ['deleteMessages', { modem: MODEM.id, filter: 'read' }],
      ['setMessageConfiguration', { modem: MODEM.id, serviceCentre: '+15550100' }],
    ]),
  )
  expect(await messages.get(1)).toMatchObject({ id: MESSAGE.id })
  expect(await messages.list({ filter: 'sent' })).toEqual([])
})
