/**
 * Whoever owns a name on the bus, and what that one says: not what somebody else says in its stead, and nothing of an
 * owner that has lost the name. Two match rules, however much is heard.
 */
import { BUS, BUS_PATH, CallError, type Bus, type BusSignal } from './bus.ts'

export interface NameListener {
  /** Who owns it from now on, by its unique name; nobody where that is absent. Told at first as well. */
  owner(unique: string | undefined): void
  /** Of the present owner. */
  signal(signal: BusSignal): void
}

/** Until disposed. */
export async function watchName(bus: Bus, name: string, listener: NameListener): Promise<Disposable> {
  await using opening = new AsyncDisposableStack()
  let owner: string | undefined
  let told = false
  const changed = (unique: string | undefined): void => {
    if (told && unique === owner) return
    told = true
    owner = unique
    listener.owner(unique)
  }
  const change = { sender: BUS, interface: BUS, member: 'NameOwnerChanged', arg0: name }
  opening.use(
    await bus.subscribe(change, ({ body: [, , now] }) => {
      if (typeof now === 'string') changed(now === '' ? undefined : now)
    }),
  )
  opening.use(
    await bus.subscribe({ sender: name }, (signal) => {
      if (signal.sender === owner) listener.signal(signal)
    }),
  )
  // What the bus answers is older than whatever it says of a change afterwards, and newer than what it said before.
  const now = await ownerOf(bus, name)
  changed(now)
  const open = opening.move()
  return { [Symbol.dispose]: () => void open.disposeAsync() }
}

async function ownerOf(bus: Bus, name: string): Promise<string | undefined> {
  const call = { destination: BUS, path: BUS_PATH, interface: BUS, member: 'GetNameOwner' }
  try {
    const [owner] = await bus.call({ ...call, signature: 's', body: [name] })
    return typeof owner === 'string' ? owner : undefined
  } catch (error) {
    if (error instanceof CallError && error.errorName === `${BUS}.Error.NameHasNoOwner`) return undefined
    throw error
  }
}
