/**
 * Whose each profile is: the modems whose SIM it is for. The service compares, as a page need not be shown who the subscriber
 * is. Asked for again when profiles or SIMs have changed.
 */
import { useEffect, useState } from 'preact/hooks'
import { Milliseconds, sleep } from '../../../../base/index.ts'
import { useApp } from '../../state/app.ts'

/** By the name of the profile; nothing until it is known. */
export type Owners = ReadonlyMap<string, readonly string[]> | undefined

/** What changes together is one reason to ask again. */
const PAUSE = Milliseconds(150)
/** Modems asked about at a time: a browser has as many connections to one place. */
const AT_ONCE = 6

export function useOwners(): Owners {
  const { service, store, clock } = useApp()
  const [owners, setOwners] = useState<Owners>()
  const modems = store.modems.all().filter(({ sim }) => sim?.state === 'initialized')
  const readable = JSON.stringify(modems.map(({ id, name }) => [id, name]))
  const profiles = JSON.stringify(store.profiles.all().map(({ name }) => name))
  useEffect(() => {
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      await sleep(clock, PAUSE, { signal: stop.signal })
      const found = new Map<string, string[]>()
      const waiting = [...modems]
      const one = async (): Promise<void> => {
        for (let modem = waiting.shift(); modem !== undefined; modem = waiting.shift()) {
          const { id, name } = modem
          // A SIM that has gone meanwhile has none.
          const own = await service.profiles({ modem: id }).catch(() => [])
          for (const profile of own) found.set(profile.name, [...(found.get(profile.name) ?? []), name])
          if (stop.signal.aborted) return
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, one))
      if (!stop.signal.aborted) setOwners(found)
    }
    // It ends by being stopped.
    ask().catch(() => undefined)
    return () => stop.abort()
  }, [readable, profiles, service])
  return owners
}

/** `For the SIM of modem0`; at most three by name. */
export function ownerWords(owners: Owners, profile: string): string {
  if (owners === undefined) return ''
  const names = (owners.get(profile) ?? []).toSorted((one, other) =>
    one.localeCompare(other, undefined, { numeric: true }),
  )
  if (names.length === 0) return 'For a SIM that no modem has ready'
  const told = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names
  const last = told.pop() ?? ''
  return `For the SIM of ${told.length === 0 ? last : `${told.join(', ')} and ${last}`}`
}
