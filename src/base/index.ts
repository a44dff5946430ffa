/**
 * The ground floor: time, chance, errors, bytes as text, logging. Knows nothing of modems. `clock.ts` alone touches the
 * host's timers.
 */
export * from './clock.ts'
export * from './compact.ts'
export * from './duration.ts'
export * from './equal.ts'
export * from './errors.ts'
export * from './guid.ts'
export * from './hex.ts'
export * from './log.ts'
export * from './mailbox.ts'
export * from './random.ts'
export * from './remembered.ts'
export * from './retry-schedule.ts'
export * from './round-moments.ts'
export * from './size.ts'
export * from './there-are.ts'
