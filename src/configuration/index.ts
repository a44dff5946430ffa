/**
 * The operator's configuration file as text: what it says, and every mistake in it with its line and column. Pure: reading
 * the file, and doing what it says, is for `main/`.
 */
export type { Known } from './check-known.ts'
export type { Schema } from './check-schema.ts'
export * from './locate.ts'
export * from './mistake.ts'
export * from './read.ts'
export * from './publish.ts'
export * from './settings.ts'
