/**
 * Lists in pages. A list that is asked for as it is comes whole; with a `limit` it comes in the order of one field of its
 * items, each page with a cursor that stands for the last item of it. Whatever comes and goes meanwhile, what is there all the
 * time is given once.
 */
import { DialtoneError } from '../base/index.ts'
import type { OperationName } from './operation.ts'
import type { Service } from './service.ts'

type Answer<Name extends OperationName> = Awaited<ReturnType<Service[Name]>>

/** The operations that give a list which can grow; `why` gives a handful in an order that matters. */
export type ListName = Exclude<
  { [Name in OperationName]: Answer<Name> extends readonly unknown[] ? Name : never }[OperationName],
  'why'
>

export type ItemOf<Name extends ListName> = Answer<Name>[number]

interface Order<Item> {
  /** No two items of a list have the same. */
  readonly by: keyof Item
  /** The greatest first. */
  readonly descending?: boolean
}

export const LISTS: { readonly [Name in ListName]: Order<ItemOf<Name>> } = {
  modems: { by: 'id' },
  connections: { by: 'id' },
  requests: { by: 'id', descending: true },
  profiles: { by: 'name' },
  messages: { by: 'id' },
  intervals: { by: 'start' },
  virtualModems: { by: 'name' },
  virtualCommands: { by: 'name' },
  dialInterfaces: { by: 'id' },
  storedDialInterfaces: { by: 'name' },
  dialPorts: { by: 'number' },
  lanInterfaces: { by: 'index' },
  tokens: { by: 'name' },
  attention: { by: 'id' },
}

export const LARGEST_PAGE = 1000
export const USUAL_PAGE = 100
/** The longest name of anything, each byte of it written as six characters, with what is around it. */
export const LONGEST_CURSOR = 8192

export interface PageInput {
  /** Items at the most; 100 unless told. */
  readonly limit?: number
  /** What the page before gave; the first page without. */
  readonly cursor?: string
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** The cursor of the page after this one; absent on the last. */
  readonly next?: string
}

export function isList(name: OperationName): name is ListName {
  return Object.hasOwn(LISTS, name)
}

/** @throws DialtoneError `invalid_cursor`. */
export function pageOf<Name extends ListName>(
  name: Name,
  items: readonly ItemOf<Name>[],
  { limit = USUAL_PAGE, cursor }: PageInput,
): Page<ItemOf<Name>> {
  const { by, descending = false } = LISTS[name]
  const keyOf = (item: ItemOf<Name>): Key => item[by] as Key // texts and numbers, as the table has it
  const after = cursor === undefined ? undefined : readCursor(name, cursor)
  const way = descending ? -1 : 1
  const rest = items
    .filter((item) => after === undefined || way * compare(keyOf(item), after) > 0)
    .sort((one, other) => way * compare(keyOf(one), keyOf(other)))
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  if (last === undefined || rest.length <= limit) return { items: page }
  return { items: page, next: writeCursor(name, keyOf(last)) }
}

type Key = string | number

/** By code units, or as numbers: the same everywhere, whatever the language. */
function compare(one: Key, other: Key): number {
  return one === other ? 0 : one < other ? -1 : 1
}

function writeCursor(name: ListName, key: Key): string {
  const text = encodeURIComponent(JSON.stringify([name, key]))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function readCursor(name: ListName, cursor: string): Key {
  try {
    const text = decodeURIComponent(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    const [list, key] = JSON.parse(text) as readonly unknown[]
    if (list === name && (typeof key === 'string' || typeof key === 'number')) return key
  } catch {
    // Whatever it is, it is no cursor.
  }
  throw new DialtoneError(
    'invalid_cursor',
    `${JSON.stringify(cursor.slice(0, 64))} is no cursor of this list: begin again without one`,
  )
}
