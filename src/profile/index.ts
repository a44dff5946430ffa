/** WWAN profile XML to and from `Profile`. */
export { parseProfile } from './parse.ts'
export type { ParsedProfile } from './read.ts'
export { serializeProfile } from './serialize.ts'
