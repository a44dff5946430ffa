/** The id of a dial interface: a GUID that follows from its name without regard to case, so that it is the same in every life. */
import { nameGuid } from '../../base/index.ts'

/** Namespace of the ids of dial interfaces: a random GUID, made once for this purpose. */
const NAMESPACE = '0c6f7a52-9d1e-4a55-8d3a-7f1b9b2a6c10'

/** Whether there is an interface of this name or not. */
export function dialIdOf(name: string): string {
  return nameGuid(NAMESPACE, name.toLowerCase())
}
