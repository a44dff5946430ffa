/** A server that answers every request with the same bytes, on the Unix socket that it is given: what `node:http` itself costs. */
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'

const [, , socket = '', file = ''] = process.argv
const body = readFileSync(file)
createServer((_, response) => {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  })
  response.end(body)
}).listen(socket, () => console.log('is running'))
