/**
 * The operations whose answer is the same value for as long as nothing of it changes, and another one then: what was made of it
 * once, its text without personal data say, is good until there is another.
 */
import type { OperationName } from './operation.ts'

export const LASTING: ReadonlySet<OperationName> = new Set(['snapshot', 'modems', 'connections'])
