/** Where what was made is from now on (RFC 9110 §15.3.2): for each operation that answers 201, by its input and its answer. */
import type { OPERATIONS, OperationName, Service } from '../../api/index.ts'

type MakingName = {
  [Name in OperationName]: (typeof OPERATIONS)[Name]['status'] extends 201 ? Name : never
}[OperationName]

const PLACES: {
  readonly [Name in MakingName]: (
    input: Parameters<Service[Name]>[0],
    made: Awaited<ReturnType<Service[Name]>>,
  ) => string
} = {
  addProfile: (_, { name }) => `/profiles/${encodeURIComponent(name)}`,
  // Its settings are what was answered, and what has an ETag.
  addDialInterface: ({ apply }, { name }) =>
    `/dial/${encodeURIComponent(name)}/settings${apply === 'stored' ? '?of=stored' : ''}`,
  createToken: (_, { name }) => `/tokens/${encodeURIComponent(name)}`,
}

/** Nothing for an operation that makes nothing. */
export function locationOf(name: OperationName, input: unknown, made: unknown): string | undefined {
  if (!Object.hasOwn(PLACES, name)) return undefined
  // Each is asked for the input and the answer of its own operation.
  const place = PLACES[name as MakingName] as (input: unknown, made: unknown) => string
  return `/v1${place(input, made)}`
}
