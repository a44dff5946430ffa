import { expect, test } from 'vitest'
import { openDesk } from '../../test/support/desk.ts'
import { Minutes } from '../base/index.ts'

const denial = { code: 'unauthenticated', operation: 'GET /v1/modems', address: '192.0.2.9' } as const

test('who was refused is told, and a flood of it is told by its number', async () => {
  await using desk = await openDesk()
  const told = (): unknown[] => desk.events.filter(({ type }) => type === 'access.denied')
  desk.manager.refused(denial, 'token:x')
  await desk.settle()
  expect(told()).toMatchObject([{ by: 'token:x', data: { ...denial, untold: 0 } }])
  for (let one = 0; one < 5000; one++) desk.manager.refused(denial)
  await desk.settle()
  expect(told()).toHaveLength(10)
  await desk.clock.advance(Minutes(2))
  for (let one = 0; one < 3; one++) desk.manager.refused(denial)
  await desk.settle()
  expect(told()).toHaveLength(12)
  expect(told().slice(10)).toMatchObject([{ data: { untold: 4991 } }, { data: { untold: 0 } }])
})

test('one place that asks without end hides nobody else, and all together are bounded too', async () => {
  await using desk = await openDesk()
  const told = (): string[] =>
    desk.events.flatMap((event) => (event.type === 'access.denied' ? [event.data.address ?? ''] : []))
  const from = (address: string): void => desk.manager.refused({ ...denial, address })
  for (let one = 0; one < 5000; one++) from(`2001:db8::${one.toString(16)}`)
  from('2001:db8:0:1::1')
  from('::ffff:192.0.2.9')
  from('192.0.2.10')
  await desk.settle()
  expect(told().slice(9)).toEqual(['2001:db8::9', '2001:db8:0:1::1', '::ffff:192.0.2.9', '192.0.2.10'])
  for (let one = 0; one < 5000; one++) from(`198.51.${one >> 8}.${one % 256}`)
  await desk.settle()
  expect(told()).toHaveLength(50)
  await desk.clock.advance(Minutes(1))
  for (let one = 0; one < 100; one++) from(`203.0.113.${one}`)
  await desk.settle()
  expect(told()).toHaveLength(55)
})
