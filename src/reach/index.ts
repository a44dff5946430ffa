/** How a program on this machine gets to a service: where its socket is, and a `fetch` over it. */
export * from './router-address.ts'
export * from './socket-path.ts'
export * from './unix-fetch.ts'
