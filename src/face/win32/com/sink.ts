/** What a program gives us to be called: how it is found out whether it has an event interface. */
import { SUCCEEDED } from '../hresult.ts'
import type { GUID } from './guid.ts'
import { out } from './holder.ts'
import type { SinkUnknown } from './unknown.ts'

/** An event interface: its IID and the names of its methods. */
export interface EventInterface {
  readonly iid: GUID
  readonly methods: readonly string[]
}

/** A sink that has the event interface, with the reference that we hold on it. */
export interface HeldSink {
  /** What has the methods: the sink itself, or what its QueryInterface gave. */
  readonly target: object
  release(): void
}

/**
 * Asks a sink for an event interface: its own QueryInterface where it has one, else it is looked at. Gives nothing when the
 * sink has not all methods, or fails to answer.
 */
export async function holdSink(sink: unknown, event: EventInterface): Promise<HeldSink | undefined> {
  try {
    if (!isObject(sink)) return undefined
    const own: SinkUnknown = sink
    if (typeof own.QueryInterface !== 'function') {
      if (!hasMethods(sink, event)) return undefined
      own.AddRef?.()
      return held(sink)
    }
    const answer = out<unknown>()
    const hr = await own.QueryInterface(event.iid, answer)
    if (!SUCCEEDED(hr) || !isObject(answer.value)) return undefined
    const target = held(answer.value)
    if (looksLike(answer.value, event)) return target
    target.release()
    return undefined
  } catch {
    return undefined // a sink that throws has no interface
  }
}

function held(target: SinkUnknown): HeldSink {
  return {
    target,
    release: () => {
      try {
        target.Release?.()
      } catch {
        // It is no longer ours to care about.
      }
    },
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** A sink may throw when it is looked at: it has not got the interface then, and the reference is still given back. */
function looksLike(value: object, event: EventInterface): boolean {
  try {
    return hasMethods(value, event)
  } catch {
    return false
  }
}

function hasMethods(value: object, { methods }: EventInterface): boolean {
  return methods.every((name) => typeof (value as Record<string, unknown>)[name] === 'function') // any object may be asked for any name
}
