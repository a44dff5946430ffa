/**
 * `dialtone/win32`: the Windows APIs for mobile broadband (mbnapi.h) with their own names, numbers and rules, over a Dialtone
 * service. A program that was written against the Windows documentation is carried over line by line; nowhere else do its
 * spellings appear.
 *
 * Every method returns a promise of its HRESULT, a plain unsigned number, and throws for no documented condition.
 * Out-parameters are holders: `const requestID = out<number>()`.
 *
 *     import { CLSCTX_ALL, CLSID_MbnConnectionManager, CoCreateInstance, IID_IMbnConnectionManager, out } from 'dialtone/win32'
 *
 *     const manager = out<IMbnConnectionManager>()
 *     const hr = await CoCreateInstance(CLSID_MbnConnectionManager, null, CLSCTX_ALL, IID_IMbnConnectionManager, manager)
 *
 * That is this machine's service; `createWin32(manager)` gives the same over any `ConnectionManager`.
 */
export * from './com/connection-point-interface.ts'
export type * from './com/data-type.ts'
export type { CLSID, GUID, IID } from './com/guid.ts'
export { inout, out, type Out, type Pointer } from './com/holder.ts'
export * from './com/unknown.ts'
export * from './create-win32.ts'
export * from './event/event-object.ts'
export * from './event/last-error.ts'
export {
  INFINITE,
  MAXIMUM_WAIT_OBJECTS,
  WAIT_ABANDONED_0,
  WAIT_FAILED,
  WAIT_OBJECT_0,
  WAIT_TIMEOUT,
} from './event/wait-for.ts'
export { WaitForMultipleObjects, WaitForSingleObject } from './event/wait.ts'
export * from './event/wait-sync.ts'
export * from './format-message.ts'
export * from './hresult.ts'
export * from './machine.ts'
export * from './mbnapi/index.ts'
export * from './mprapi/index.ts'
export * from './win32-error.ts'
