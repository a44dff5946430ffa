/**
 * Node.js' own HTTP. It is asked for and not imported: an import reads every export of a module, and one of `node:http` is made
 * when it is read, of all of Node.js' `fetch`. That would be 13 MB of memory and 35 ms of every start, for nothing.
 */
export const http = process.getBuiltinModule('node:http')
