/** IUnknown, and what is asked of an object that a program gives us. */
import type { HRESULT } from '../hresult.ts'
import type { ULONG } from './data-type.ts'
import { iid, type GUID, type IID } from './guid.ts'
import type { Out, Pointer } from './holder.ts'

/**
 * What every object has. References are counted as COM counts them, and the counts are answered at once; an object whose
 * last reference is released goes on answering, as memory is no concern here, but a manager lets go of its sinks.
 *
 * @see IUnknown (unknwn.h)
 */
export interface IUnknown {
  /**
   * Another interface of the same object, with a reference added.
   *
   * @returns `S_OK`; `E_NOINTERFACE`: the object does not have it (the output is null); `E_POINTER`: ppvObject is null.
   * @see IUnknown::QueryInterface (unknwn.h)
   */
  QueryInterface<T>(riid: IID<T>, ppvObject: Pointer<T>): Promise<HRESULT>

  /**
   * @returns the number of references, this one included.
   * @see IUnknown::AddRef (unknwn.h)
   */
  AddRef(): ULONG

  /**
   * @returns the number of references left.
   * @see IUnknown::Release (unknwn.h)
   */
  Release(): ULONG
}

export const IID_IUnknown = iid<IUnknown>('00000000-0000-0000-C000-000000000046')

/** What a method of a sink returns: `S_OK`, at once or as a promise. Nothing depends on it. */
export type SinkResult = HRESULT | Promise<HRESULT>

/** What a sink may have of IUnknown. With a QueryInterface of its own, it is asked what it is instead of looked at. */
export interface SinkUnknown {
  QueryInterface?(riid: GUID, ppvObject: Out<unknown>): SinkResult
  AddRef?(): ULONG
  Release?(): ULONG
}
