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
