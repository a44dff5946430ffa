/** GUIDs as text: `DCBBBAB6-200D-4BBB-AAEE-338E368AF6FA`, in any case, with or without braces; all spellings are the same. */
declare const names: unique symbol

export type GUID = string

export const GUID_NULL: GUID = '00000000-0000-0000-0000-000000000000'

/** The GUID of an interface. It carries the interface's type, so that the holder given along with it has to fit. */
export type IID<T> = GUID & { readonly [names]: T }

/** The GUID of a class of objects that can be created. */
export type CLSID = GUID

export function iid<T>(guid: GUID): IID<T> {
  // The mark exists for the compiler only.
  return guid as IID<T>
}

export function clsid(guid: GUID): CLSID {
  return guid
}

/** One spelling for all: no braces, upper case. What is no text becomes the empty text, which is the GUID of nothing. */
export function canonicalGuid(guid: unknown): GUID {
  return typeof guid === 'string' ? guid.replace(/^\{(.*)\}$/, '$1').toUpperCase() : ''
}

/** As Windows prints the ids of interfaces and connections: in braces and upper case. */
export function bracedGuid(guid: GUID): string {
  return `{${canonicalGuid(guid)}}`
}
