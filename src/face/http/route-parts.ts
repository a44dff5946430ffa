/** Where in a request each field of an operation's input travels: the one reading of the table, for routes and their description. */
import { Type, type TObject, type TProperties } from 'typebox'
import {
  isList,
  LARGEST_PAGE,
  LONGEST_CURSOR,
  OPERATIONS,
  pathNames,
  takesBody,
  USUAL_PAGE,
  type Operation,
  type OperationName,
} from '../../api/index.ts'
import type { Parts } from './validation.ts'

/** Understood by every route. */
export const REVEAL = {
  reveal: Type.Optional(Type.Boolean({ description: 'Show personal data; needs the scope `sim`' })),
}

/** Understood by every list. */
const PAGE = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: LARGEST_PAGE,
      description: `In pages of so many, in a lasting order; ${USUAL_PAGE} where only a cursor is given`,
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      maxLength: LONGEST_CURSOR,
      description: 'Where the page before ended: from its Link header',
    }),
  ),
}

export function partsOf(name: OperationName, input: TObject): Parts {
  const operation = OPERATIONS[name]
  const inPath = new Set(pathNames(operation))
  const properties = Object.entries(input.properties)
  const part = (chosen: boolean): TProperties =>
    Object.fromEntries(properties.filter(([field]) => inPath.has(field) === chosen))
  const posts = takesBody(operation)
  return {
    ...(inPath.size === 0 ? {} : { params: closed(part(true)) }),
    query: closed({ ...(posts ? {} : part(false)), ...(isList(name) ? PAGE : {}), ...REVEAL }),
    ...(posts ? { body: closed(part(false)) } : {}),
  }
}

/** An object of these fields; any other is refused. */
export function closed(properties: TProperties): TObject {
  return Type.Object(properties, { additionalProperties: false })
}

/** A route of this face that is no operation of the service. */
export interface OwnRoute {
  readonly operation: Operation
  readonly parts: Parts
}

/** A stream takes what a poll takes, but for how long that may wait and how much it may give. */
export function eventsRoute({ properties }: TObject): OwnRoute {
  const { wait: _wait, limit: _limit, ...watched } = properties
  return { operation: EVENTS, parts: { query: closed({ ...watched, ...REVEAL }) } }
}

export const EVENTS: Operation = {
  method: 'GET',
  path: '/events',
  scope: 'read',
  status: 200,
  summary: 'A snapshot or what was missed since a cursor, then every event that is wanted',
}

export const DESCRIPTION: OwnRoute = {
  operation: {
    method: 'GET',
    path: '/openapi.json',
    scope: 'read',
    status: 200,
    summary: 'This description',
  },
  parts: { query: closed({}) },
}
