/**
 * `dialtone/win32`: the Windows APIs for mobile broadband (mbnapi.h) with their own names, numbers and rules, over a Dialtone
 * service. A program that was written against the Windows documentation is carried over line by line; nowhere else do its
 * spellings appear.
 *
 * Every method returns a promise of its HRESULT, a plain unsigned number, and throws for no documented condition.
 * Out-parameters are holders: `const requestID = out<number>()`.
 */
export * from './com/connection-point-interface.ts'
export type * from './com/data-type.ts'
export type { CLSID, GUID, IID } from './com/guid.ts'
export * from './com/holder.ts'
export * from './com/unknown.ts'
export * from './format-message.ts'
export * from './hresult.ts'
export * from './mbnapi/index.ts'
export * from './win32-error.ts'
export * from './create-win32.ts'
