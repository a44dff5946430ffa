/** Where in a request each field of an operation's input travels: the one reading of the table, for routes and their description. */
import { Type, type TObject, type TProperties } from 'typebox'
import { pathNames, takesBody, type Operation } from '../../api/index.ts'
import type { Parts } from './validation.ts'

/** Understood by every route. */
export const REVEAL = {
  reveal: Type.Optional(Type.Boolean({ description: 'Show personal data; needs the scope `sim`' })),
}

export function partsOf(operation: Operation, input: TObject): Parts {
  const inPath = new Set(pathNames(operation))
  const properties = Object.entries(input.properties)
  const part = (chosen: boolean): TProperties =>
    Object.fromEntries(properties.filter(([field]) => inPath.has(field) === chosen))
  const posts = takesBody(operation)
  return {
    ...(inPath.size === 0 ? {} : { params: closed(part(true)) }),
    query: closed({ ...(posts ? {} : part(false)), ...REVEAL }),
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

export const EVENTS: OwnRoute = {
  operation: {
    method: 'GET',
    path: '/events',
    scope: 'read',
    status: 200,
    summary: 'A snapshot or what was missed since a cursor, then every event',
  },
  parts: {
    query: closed({
      since: Type.Optional(
        Type.String({ maxLength: 64, description: 'A cursor; a snapshot comes first without' }),
      ),
      ...REVEAL,
    }),
  },
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
