/** Bytes in and out: framed, ordered, without meaning. */
export type * from './channel.ts'
export type * from './data-port.ts'
export * from './character-device.ts'
export * from './memory.ts'
export * from './socket.ts'
export * from './trace.ts'
export * from './find.ts'
export * from './holder.ts'
