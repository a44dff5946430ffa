/** The walk that IEnumConnectionPoints and IEnumConnections both are. */
import { E_POINTER, S_FALSE, S_OK, type HRESULT } from '../hresult.ts'
import { comObject, facet } from './com-object.ts'
import type { SAFEARRAY, ULONG } from './data-type.ts'
import type { IID } from './guid.ts'
import { given, type Pointer } from './holder.ts'
import type { IUnknown } from './unknown.ts'

export interface Walk<Item> extends IUnknown {
  Next(count: ULONG, items: Pointer<SAFEARRAY<Item>>, fetched: Pointer<ULONG>): Promise<HRESULT>
  Skip(count: ULONG): Promise<HRESULT>
  Reset(): Promise<HRESULT>
  Clone(walk: Pointer<Walk<Item>>): Promise<HRESULT>
}

/** A walk over `items`, beginning at `position`. `taken` is called for each item that is given out. */
export function createEnumerator<Item>(
  iid: IID<IUnknown>,
  items: readonly Item[],
  taken: (item: Item) => void = () => undefined,
  position = 0,
): Walk<Item> {
  let next = position
  const create = (unknown: IUnknown): Walk<Item> => ({
    ...unknown,
    Next: async (count, holder, fetched) => {
      if (!given(holder) || (!given(fetched) && count !== 1)) return E_POINTER
      const found = items.slice(next, next + count)
      next += found.length
      found.forEach(taken)
      holder.value = found
      if (given(fetched)) fetched.value = found.length
      return found.length === count ? S_OK : S_FALSE
    },
    Skip: async (count) => {
      const rest = items.length - next
      next += Math.min(count, rest)
      return count <= rest ? S_OK : S_FALSE
    },
    Reset: async () => {
      next = 0
      return S_OK
    },
    Clone: async (walk) => {
      if (!given(walk)) return E_POINTER
      walk.value = createEnumerator(iid, items, taken, next)
      return S_OK
    },
  })
  return comObject(facet(iid as IID<Walk<Item>>, create)).primary // the IID is that of one of the two
}
