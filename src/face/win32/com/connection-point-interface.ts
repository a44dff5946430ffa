/** Connection points: how a program registers its sinks with a manager. */
import type { HRESULT } from '../hresult.ts'
import type { DWORD, SAFEARRAY, ULONG } from './data-type.ts'
import { iid, type IID } from './guid.ts'
import type { Pointer } from './holder.ts'
import type { IUnknown, SinkUnknown } from './unknown.ts'

/**
 * The connection points of a manager, one for each event interface. From `QueryInterface` of the manager.
 *
 * @see IConnectionPointContainer (ocidl.h)
 */
export interface IConnectionPointContainer extends IUnknown {
  /**
   * Synchronous.
   *
   * @returns `S_OK`; `E_POINTER`: ppEnum is null; `E_OUTOFMEMORY`, `E_UNEXPECTED`: listed by the page, never answered.
   * @see IConnectionPointContainer::EnumConnectionPoints (ocidl.h)
   */
  EnumConnectionPoints(ppEnum: Pointer<IEnumConnectionPoints>): Promise<HRESULT>

  /**
   * Synchronous. The output is null unless the result is S_OK.
   *
   * @returns `S_OK`; `CONNECT_E_NOCONNECTION`: the manager has no such event interface; `E_POINTER`: ppCP is null;
   *   `E_OUTOFMEMORY`, `E_UNEXPECTED`: listed by the page, never answered.
   * @see IConnectionPointContainer::FindConnectionPoint (ocidl.h)
   */
  FindConnectionPoint<Events>(riid: IID<Events>, ppCP: Pointer<IConnectionPoint<Events>>): Promise<HRESULT>
}

/**
 * Where sinks of one event interface are registered. Releasing it does not unregister them; releasing the last reference
 * to its manager does.
 *
 * @see IConnectionPoint (ocidl.h)
 */
export interface IConnectionPoint<Events = object> extends IUnknown {
  /**
   * Synchronous. The IID of the event interface.
   *
   * @returns `S_OK`; `E_POINTER`: pIID is null.
   * @see IConnectionPoint::GetConnectionInterface (ocidl.h)
   */
  GetConnectionInterface(pIID: Pointer<IID<Events>>): Promise<HRESULT>

  /**
   * Synchronous. The manager's container.
   *
   * @returns `S_OK`; `E_POINTER`: ppCPC is null.
   * @see IConnectionPoint::GetConnectionPointContainer (ocidl.h)
   */
  GetConnectionPointContainer(ppCPC: Pointer<IConnectionPointContainer>): Promise<HRESULT>

  /**
   * Synchronous: every event from now on reaches the sink, in the order of the journal, one call at a time, also when the
   * service goes away for a while. The sink has all methods of the event interface, or its own QueryInterface gives an
   * object that has. The same sink may be registered several times, each with its cookie.
   *
   * @returns `S_OK`; `CONNECT_E_CANNOTCONNECT`: the sink does not have the event interface; `CONNECT_E_ADVISELIMIT`: the
   *   point has as many sinks as it takes; `E_POINTER`: pUnkSink or pdwCookie is null;
   *   `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running; `E_OUTOFMEMORY`: listed by the page,
   *   never answered; `E_UNEXPECTED`: its manager was released meanwhile, or a defect. The cookie is 0 unless the result is S_OK.
   * @see IConnectionPoint::Advise (ocidl.h)
   */
  Advise(pUnkSink: Events | SinkUnknown, pdwCookie: Pointer<DWORD>): Promise<HRESULT>

  /**
   * Synchronous: once it has been called, no call of the sink begins, also when it is called from within one.
   *
   * @returns `S_OK`; `CONNECT_E_NOCONNECTION`: no sink has this cookie; `E_UNEXPECTED`: listed by the page, never answered.
   * @see IConnectionPoint::Unadvise (ocidl.h)
   */
  Unadvise(dwCookie: DWORD): Promise<HRESULT>

  /**
   * Synchronous.
   *
   * @returns `S_OK`; `E_POINTER`: ppEnum is null; `E_OUTOFMEMORY`: listed by the page, never answered.
   * @see IConnectionPoint::EnumConnections (ocidl.h)
   */
  EnumConnections(ppEnum: Pointer<IEnumConnections>): Promise<HRESULT>
}

/** A registered sink and its cookie. */
export interface CONNECTDATA {
  readonly pUnk: object
  readonly dwCookie: DWORD
}

/**
 * A walk over the connection points of a manager, as they were when it began.
 *
 * @see IEnumConnectionPoints (ocidl.h)
 */
export interface IEnumConnectionPoints extends IUnknown {
  /**
   * The next ones, as many as asked for at the most. pcFetched may be null when one is asked for.
   *
   * @returns `S_OK`; `S_FALSE`: there were fewer; `E_POINTER`: ppCP is null, or pcFetched although several are asked for.
   * @see IEnumConnectionPoints::Next (ocidl.h)
   */
  Next(
    cConnections: ULONG,
    ppCP: Pointer<SAFEARRAY<IConnectionPoint>>,
    pcFetched: Pointer<ULONG>,
  ): Promise<HRESULT>

  /**
   * @returns `S_OK`; `S_FALSE`: there were fewer.
   * @see IEnumConnectionPoints::Skip (ocidl.h)
   */
  Skip(cConnections: ULONG): Promise<HRESULT>

  /**
   * @returns `S_OK`.
   * @see IEnumConnectionPoints::Reset (ocidl.h)
   */
  Reset(): Promise<HRESULT>

  /**
   * Another walk over the same, at the same place.
   *
   * @returns `S_OK`; `E_POINTER`: ppEnum is null.
   * @see IEnumConnectionPoints::Clone (ocidl.h)
   */
  Clone(ppEnum: Pointer<IEnumConnectionPoints>): Promise<HRESULT>
}

/**
 * A walk over the sinks of a connection point, as they were when it began.
 *
 * @see IEnumConnections (ocidl.h)
 */
export interface IEnumConnections extends IUnknown {
  /**
   * The next ones, as many as asked for at the most. pcFetched may be null when one is asked for.
   *
   * @returns `S_OK`; `S_FALSE`: there were fewer; `E_POINTER`: rgcd is null, or pcFetched although several are asked for.
   * @see IEnumConnections::Next (ocidl.h)
   */
  Next(
    cConnections: ULONG,
    rgcd: Pointer<SAFEARRAY<CONNECTDATA>>,
    pcFetched: Pointer<ULONG>,
  ): Promise<HRESULT>

  /**
   * @returns `S_OK`; `S_FALSE`: there were fewer.
   * @see IEnumConnections::Skip (ocidl.h)
   */
  Skip(cConnections: ULONG): Promise<HRESULT>

  /**
   * @returns `S_OK`.
   * @see IEnumConnections::Reset (ocidl.h)
   */
  Reset(): Promise<HRESULT>

  /**
   * Another walk over the same, at the same place.
   *
   * @returns `S_OK`; `E_POINTER`: ppEnum is null.
   * @see IEnumConnections::Clone (ocidl.h)
   */
  Clone(ppEnum: Pointer<IEnumConnections>): Promise<HRESULT>
}

export const IID_IConnectionPointContainer = iid<IConnectionPointContainer>(
  'B196B284-BAB4-101A-B69C-00AA00341D07',
)
export const IID_IConnectionPoint = iid<IConnectionPoint>('B196B286-BAB4-101A-B69C-00AA00341D07')
export const IID_IEnumConnectionPoints = iid<IEnumConnectionPoints>('B196B285-BAB4-101A-B69C-00AA00341D07')
export const IID_IEnumConnections = iid<IEnumConnections>('B196B287-BAB4-101A-B69C-00AA00341D07')
