/**
 * The dashboard's files over HTTP: the page at `/`, all else below `/assets/` under names that carry a hash. They are the
 * same for everybody and say nothing of this service, so they need no token; what they show does.
 *
 * Nothing outside the folder can be reached: a name is one segment of plain characters, and what is served is a regular
 * file. Files were compressed when they were built; they are read when they are first asked for, and kept.
 */
import { createHash } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DialtoneError } from '../../base/index.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** In the order in which they are liked. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/**
 * Only code that came with the service runs, nothing is made into markup that was text, nobody else is talked to and no
 * other page frames this one.
 */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=()',
} as const

/** One segment, no dot at its beginning: what the build gives its files. */
const NAME = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$/

interface File {
  readonly content: Buffer
  readonly etag: string
  /** When it was changed last, for the page, which has the same name after an upgrade. */
  readonly changed: number
}

/** @param folder what `npm run build:web` writes; it need not be there. */
export function addDashboard(app: FastifyInstance, folder: string): void {
  const files = new Map<string, File>()

  /** The file in the form that the browser likes best, or nothing. */
  const find = async (
    name: string,
    accepted: string | undefined,
  ): Promise<{ readonly file: File; readonly encoding?: string } | undefined> => {
    for (const [encoding, suffix] of ENCODINGS) {
      if (!accepts(accepted, encoding)) continue
      const file = await read(files, join(folder, name + suffix))
      if (file !== undefined) return { file, encoding }
    }
    const file = await read(files, join(folder, name))
    return file === undefined ? undefined : { file }
  }

  /** Whether there is such a file. */
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    lasting: string,
  ): Promise<boolean> => {
    const found = await find(name, request.headers['accept-encoding'])
    if (found === undefined) return false
    const { file, encoding } = found
    reply
      .headers(HEADERS)
      .header('vary', 'accept-encoding')
      .header('cache-control', lasting)
      .header('etag', file.etag)
      .type(TYPES[extname(name)] ?? 'application/octet-stream')
    if (isKnown(request.headers['if-none-match'], file.etag)) {
      reply.code(304).send()
      return true
    }
    if (encoding !== undefined) reply.header('content-encoding', encoding)
    if (request.method === 'HEAD') reply.header('content-length', file.content.length).send()
    else reply.send(file.content)
    return true
  }

  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    handler: async (request, reply) => {
      if (await send(request, reply, 'index.html', 'no-cache')) return reply
      return reply.headers(HEADERS).code(503).type('text/html; charset=utf-8').send(NOT_BUILT)
    },
  })
  app.route({
    method: ['GET', 'HEAD'],
    url: '/assets/:name',
    handler: async (request, reply) => {
      // The route has this one segment.
      const { name } = request.params as { name: string }
      const lasting = 'public, max-age=31536000, immutable'
      if (NAME.test(name) && (await send(request, reply, `assets/${name}`, lasting))) return reply
      throw new DialtoneError('not_found', 'the dashboard has no such file')
    },
  })
}

async function read(files: Map<string, File>, path: string): Promise<File | undefined> {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isFile() !== true) {
    files.delete(path)
    return undefined
  }
  const known = files.get(path)
  if (known?.changed === found.mtimeMs) return known
  const content = await readFile(path)
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22)
  const file = { content, etag: `"${hash}"`, changed: found.mtimeMs }
  files.set(path, file)
  return file
}

/** RFC 9110 §12.5.3, as far as it concerns us: what is named with no weight of zero, or a `*` that is. */
function accepts(header: string | undefined, encoding: string): boolean {
  const weights = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
      const weight = parameters.find((one) => one.startsWith('q='))?.slice(2)
      return [name, weight === undefined ? 1 : Number(weight)] as const
    }),
  )
  return (weights.get(encoding) ?? weights.get('*') ?? 0) > 0
}

/** RFC 9110 §13.1.2: a list of tags, compared weakly. */
function isKnown(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => {
    const plain = tag.trim().replace(/^W\//, '')
    return plain === etag || plain === '*'
  })
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Dialtone</title>
<h1>The dashboard is not built</h1>
<p>The service runs; its dashboard has still to be built, in the folder that the service is started from:</p>
<pre>npm ci
npm run build:web</pre>
<p>Then load this page again. The API under <code>/v1</code> and the command line do without it.</p>
</html>
`
