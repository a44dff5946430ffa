import { expect, test } from 'vitest'
import { DialtoneError, Seconds, VirtualClock } from '../../../base/index.ts'
import type { Service } from '../../../api/index.ts'
import { CONNECTION, FakeService } from '../../../../test/support/fake-service.ts'
import { Actions, type ActionInput } from './actions.ts'

const words = { doing: 'Connecting', done: 'Connected', failed: 'Not connected' }
const connect: ActionInput = {
  subject: CONNECTION.id,
  kind: 'connect',
  words,
  call: (service) => service.connect({ connection: CONNECTION.id, profile: 'internet' }),
}

function stage() {
  const service = new FakeService()
  const clock = new VirtualClock()
  const actions = new Actions({ service, clock })
  return { service, clock, actions, states: () => actions.all.value.map(({ state }) => state) }
}

test('from the click to the end of its request', async () => {
  const { service, clock, actions, states } = stage()
  const ending = actions.run(connect)
  expect([states(), actions.isBusy(CONNECTION.id)]).toEqual([['sent'], true])
  await clock.advance(Seconds(0))
  expect(actions.all.value).toMatchObject([{ state: 'pending', requestId: 1 }])
  actions.ended(service.succeed(1))
  expect(await ending).toMatchObject({ state: 'done', request: { id: 1, state: 'succeeded' } })
  expect([states(), actions.isBusy(CONNECTION.id)]).toEqual([['done'], false])
  // What went well goes by itself.
  await clock.advance(Seconds(10))
  expect([states(), clock.pending]).toEqual([[], 0])
})

test('an end that overtakes the answer is not lost', async () => {
  const { service, clock, actions } = stage()
  const answer = Promise.withResolvers<undefined>()
  service.answering = answer.promise.then(() => undefined)
  const ending = actions.run(connect)
  await clock.advance(Seconds(0))
  actions.ended(service.succeed(1))
  answer.resolve(undefined)
  expect(await ending).toMatchObject({ state: 'done' })
})

test('a failure has its cause, and stays until somebody has read it', async () => {
  const { service, clock, actions, states } = stage()
  const ending = actions.run(connect)
  await clock.advance(Seconds(0))
  const cause = { code: 'connect_failed', message: 'the network refused' } as const
  actions.ended(service.end(1, { state: 'failed', cause }))
  const { id } = await ending
  await clock.advance(Seconds(3600))
  expect(actions.last(CONNECTION.id, 'connect')).toMatchObject({ state: 'failed', cause })
  actions.dismiss(id)
  expect(states()).toEqual([])
})

test('a refusal at once is a failure too, and trying again takes its place', async () => {
  const { service, actions, states } = stage()
  service.refuse('connect', 'radio_off')
  expect(await actions.run(connect)).toMatchObject({ state: 'failed', cause: { code: 'radio_off' } })
  void actions.run(connect)
  expect(states()).toEqual(['sent'])
})

test('what has no request is done when it is answered', async () => {
  const { actions } = stage()
  const action = await actions.run({ ...connect, call: (service: Service) => service.pauseDemandDial() })
  expect(action).toMatchObject({ state: 'done' })
  const failing = (): Promise<never> => Promise.reject(new DialtoneError('busy', 'later'))
  expect(await actions.run({ ...connect, call: failing })).toMatchObject({ cause: { code: 'busy' } })
})

test('after a gap, those under way are asked for', async () => {
  const { service, clock, actions } = stage()
  const ending = actions.run(connect)
  await clock.advance(Seconds(0))
  service.succeed(1)
  await actions.askAgain()
  expect(await ending).toMatchObject({ state: 'done' })
})

test('what is under way can be given up', async () => {
  const { service, clock, actions } = stage()
  void actions.run(connect)
  await clock.advance(Seconds(0))
  const [action] = actions.all.value
  actions.cancel(action?.id ?? 0)
  expect(service.calls.at(-1)).toEqual(['cancelRequest', { request: 1 }])
})

test('nothing grows without bound', async () => {
  const { service, clock, actions } = stage()
  for (let times = 0; times < 1000; times++) {
    service.refuse('connect', 'busy')
    await actions.run({ ...connect, subject: `connection-${times}` })
  }
  for (let id = 1; id <= 1000; id++) {
    actions.ended({ id, kind: 'connect', by: 'x', startedAt: 0, state: 'succeeded' })
  }
  expect(actions.all.value.length).toBe(20)
  expect(clock.pending).toBe(0)
})
