/** The only foreign-function calls of the house: what the kernel offers and Node does not. */
export * from './non-blocking-file.ts'
export * from './pty.ts'
export * from './wdm.ts'
