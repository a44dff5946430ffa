/** A service whose calls are made once, however often they are repeated under the same idempotency key. */
import { OPERATIONS, takesKey, type OperationName, type Service } from '../api/index.ts'
import type { KeyBook, KeyedCall } from './key-book.ts'
import type { Request } from '../core/index.ts'

/** `build` makes the service that tells which request it begins. */
export function keyed(
  service: Service,
  keys: KeyBook,
  call: Pick<KeyedCall, 'caller' | 'key' | 'demanded'>,
  build: (begun: (request: Request) => void) => Service,
): Service {
  const names = (Object.keys(OPERATIONS) as OperationName[]).filter((name) => takesKey(OPERATIONS[name])) // its keys
  const once = names.map((operation) => [
    operation,
    (input: unknown) =>
      keys.once({ ...call, operation, input }, (begun) => {
        // Each operation gets the input that it was called with.
        const open = build(begun) as unknown as Record<OperationName, (given: unknown) => Promise<unknown>>
        return open[operation](input)
      }),
  ])
  // Each takes the place of an operation of its name.
  return { ...service, ...(Object.fromEntries(once) as Partial<Service>) }
}
