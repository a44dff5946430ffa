/**
 * An object as COM has it: one count of references, several interfaces, each of which leads to all others. An interface is
 * an object of its own that is made when it is first asked for, from the IUnknown that all interfaces of the object share.
 */
import { DialtoneError } from '../../../base/index.ts'
import { E_NOINTERFACE, E_POINTER, S_OK } from '../hresult.ts'
import { canonicalGuid, type GUID, type IID } from './guid.ts'
import { given, type Pointer } from './holder.ts'
import { IID_IUnknown, type IUnknown } from './unknown.ts'

/** One interface of an object: its IID, and what makes it. */
export interface Facet<T extends IUnknown = IUnknown> {
  readonly iid: IID<T>
  readonly create: (unknown: IUnknown) => T
}

export interface ComObject<T extends IUnknown> {
  /** The first of its interfaces. */
  readonly primary: T
  /** Another of its interfaces, without a reference added; it has to be one of those that it was made with. */
  as<Other extends IUnknown>(iid: IID<Other>): Other
}

export interface ComObjectOptions {
  /** References that there are from the start; 1 unless told: that of whoever made the object. */
  readonly references?: number
  /** Called when the first reference is added, and when the last one is released. */
  readonly held?: () => void
  readonly released?: () => void
}

export function facet<T extends IUnknown>(iid: IID<T>, create: (unknown: IUnknown) => T): Facet<T> {
  return { iid, create }
}

export function comObject<T extends IUnknown>(
  first: Facet<T>,
  others: readonly Facet[] = [],
  options: ComObjectOptions = {},
): ComObject<T> {
  const facets = new Map<GUID, Facet>([first, ...others].map((one) => [canonicalGuid(one.iid), one]))
  const made = new Map<Facet, IUnknown>()
  let references = options.references ?? 1

  const find = (guid: unknown): IUnknown | undefined => {
    const wanted = canonicalGuid(guid)
    const found = wanted === IID_IUnknown ? first : facets.get(wanted)
    if (found === undefined) return undefined
    const known = made.get(found) ?? found.create(unknown)
    made.set(found, known)
    return known
  }
  const unknown: IUnknown = {
    QueryInterface: async <Other>(riid: IID<Other>, ppvObject: Pointer<Other>) => {
      if (!given(ppvObject)) return E_POINTER
      const found = find(riid)
      if (found !== undefined) unknown.AddRef()
      // The IID stands for the type, and null for "no such interface", as in C.
      ppvObject.value = (found ?? null) as Other
      return found === undefined ? E_NOINTERFACE : S_OK
    },
    AddRef: () => {
      if (references++ === 0) options.held?.()
      return references
    },
    Release: () => {
      if (references > 0 && --references === 0) options.released?.()
      return references
    },
  }

  const as = <Other extends IUnknown>(iid: IID<Other>): Other => {
    const found = find(iid)
    if (found === undefined) throw new DialtoneError('internal', `the object was made without ${iid}`)
    return found as Other // the IID stands for the type
  }
  return {
    get primary() {
      return as(first.iid)
    },
    as,
  }
}
