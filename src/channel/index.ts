/** Bytes in and out: framed, ordered, without meaning. */
export type * from './channel.ts'
export * from './memory.ts'
