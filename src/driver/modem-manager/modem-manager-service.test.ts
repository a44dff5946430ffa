/** What follows an answer in the stream is newer than the answer, also where both come in one read. */
import { expect, test } from 'vitest'
import { seededRandom, silent, VirtualClock } from '../../base/index.ts'
import { answer, signal, socketBus, type Asked, type Say } from '../../../test/support/socket-bus.ts'
import { BUS, openBus, variant } from './bus/index.ts'
import { ModemManagerService } from './modem-manager-service.ts'
import { BEARER, MODEM, OBJECT_MANAGER, PEER, PROPERTIES, ROOT, SERVICE, STATE } from './names.ts'
import type { RemoteObject } from './remote-object.ts'

const [FIRST, SECOND] = [':1.5', ':1.6']
const BEARER_PATH = `${ROOT}/Bearer/0`
const modemPath = (number: number): string => `${ROOT}/Modem/${number}`
const inState = (state: number) => ({ [MODEM]: { State: variant('i', state) } })

const owned = (asked: Asked): Uint8Array => answer(asked, BUS, ['s', FIRST])
const listed = (asked: Asked, owner: string, modems: object): Uint8Array =>
  answer(asked, owner, ['a{oa{sa{sv}}}', modems])

interface Rig extends AsyncDisposable {
  readonly service: ModemManagerService
  readonly appeared: RemoteObject[]
  readonly here: Promise<unknown>
  /** Whatever has been said before has been heard. */
  heard(): Promise<unknown>
}

/** Everything is answered with nothing but what `say` says. */
async function rig(say: (asked: Asked) => ReturnType<Say>['said'] | undefined): Promise<Rig> {
  const bus = await socketBus((asked) => ({ said: say(asked) ?? [answer(asked, FIRST)] }))
  const clock = new VirtualClock()
  const appeared: RemoteObject[] = []
  const here = Promise.withResolvers<undefined>()
  const service = new ModemManagerService(
    {
      appeared: (modem) => appeared.push(modem),
      vanished: () => undefined,
      here: () => here.resolve(undefined),
      away: () => undefined,
    },
    {
      clock,
      random: seededRandom(1),
      log: silent,
      open: ({ signal }) => openBus({ path: bus.path }, { clock, log: silent, signal }),
    },
  )
  service.start()
  return {
    service,
    appeared,
    here: here.promise,
    heard: () => service.call(PEER, 'Ping', { signature: '', values: [] }),
    [Symbol.asyncDispose]: async () => {
      await service[Symbol.asyncDispose]()
      await bus[Symbol.asyncDispose]()
    },
  }
}

test('a modem that comes, and one that changes, behind the list of modems is not lost', async () => {
  await using it = await rig((asked) => {
    if (asked.member === 'GetNameOwner') return [owned(asked)]
    if (asked.member !== 'GetManagedObjects') return undefined
    return [
      listed(asked, FIRST, { [modemPath(0)]: inState(STATE.disabled) }),
      signal({ sender: FIRST, path: ROOT, interface: OBJECT_MANAGER, member: 'InterfacesAdded' }, [
        'oa{sa{sv}}',
        modemPath(1),
        inState(STATE.searching),
      ]),
      changed(modemPath(0), MODEM, { State: variant('i', STATE.registered) }),
    ]
  })
  await it.here
  await it.heard()
  expect(it.appeared.map((modem) => [modem.path, modem.get(MODEM, 'State')])).toEqual([
    [modemPath(0), STATE.registered],
    [modemPath(1), STATE.searching],
  ])
})

test('a bearer that is dropped behind the answer that it is connected is dropped', async () => {
  await using it = await rig((asked) => {
    if (asked.member === 'GetNameOwner') return [owned(asked)]
    if (asked.member === 'GetManagedObjects') return [listed(asked, FIRST, {})]
    if (asked.member !== 'GetAll') return undefined
    return [
      answer(asked, FIRST, ['a{sv}', { Connected: variant('b', true) }]),
      changed(BEARER_PATH, BEARER, { Connected: variant('b', false) }),
    ]
  })
  await it.here
  const bearer = await it.service.object(BEARER_PATH, BEARER)
  await it.heard()
  expect(bearer.get(BEARER, 'Connected')).toBe(false)
})

test('a ModemManager that takes the name over behind the answer who owns it is the one that is asked', async () => {
  await using it = await rig((asked) => {
    if (asked.member === 'GetNameOwner') {
      const change = {
        sender: BUS,
        path: '/org/freedesktop/DBus',
        interface: BUS,
        member: 'NameOwnerChanged',
      }
      return [owned(asked), signal(change, ['sss', SERVICE, FIRST, SECOND])]
    }
    if (asked.member !== 'GetManagedObjects') return undefined
    // To whoever asks the first one, who has left the bus, this is no answer.
    return [listed(asked, SECOND, { [modemPath(0)]: inState(STATE.registered) })]
  })
  await it.here
  expect(it.appeared.map(({ path }) => path)).toEqual([modemPath(0)])
})

function changed(path: string, of: string, properties: object): Uint8Array {
  const told = { sender: FIRST, path, interface: PROPERTIES, member: 'PropertiesChanged' }
  return signal(told, ['sa{sv}as', of, properties, []])
}
